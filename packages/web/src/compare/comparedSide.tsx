import type { ComparedSide as Side } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { shortCommit } from "../format/shortCommit.ts";
import { counted } from "../format/wholeNumber.ts";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { visibleText } from "../text/visibleText.ts";

/** Which runs a side turned out to be. */
export function ComparedSide({ word, side }: { word: string; side: Side }) {
  const { runs, isComplete } = side;
  const [newest] = runs;
  const oldest = runs.at(-1);
  if (newest === undefined || oldest === undefined) return <p className="muted">{word}: nothing</p>;
  const place = [newest.target, newest.buildName, newest.branch, shortCommit(newest.commit)].filter(
    (part) => part !== "",
  );
  return (
    <p>
      <span className="muted">{word} </span>
      <Link to="/runs/$runId" params={{ runId: newest.runId }}>
        {place.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be the same word.
          <bdi key={index}>
            {index > 0 && " · "}
            {visibleText(part)}
          </bdi>
        ))}
      </Link>
      , <TimeAgo time={newest.startedAt} />
      {runs.length > 1 && (
        <>
          {" "}
          and {counted(runs.length - 1, "run")} before it, since <TimeAgo time={oldest.startedAt} />
        </>
      )}
      {!isComplete && (
        <strong className="compare-incomplete"> Not complete: nothing is said about what is not there.</strong>
      )}
    </p>
  );
}
