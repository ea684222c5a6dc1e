import type { TestDetail } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { counted } from "../format/wholeNumber.ts";
import { CopyButton } from "../parts/copyButton.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { failingQuery } from "../queries/testFactsQueries.ts";
import { visibleText } from "../text/visibleText.ts";
import "../parts/parts.css";

/** Where a test fails now, with the line that finds the commit; nothing when it fails nowhere. */
export function FailingPlaces({ test }: { test: TestDetail }) {
  const { data: places = [] } = useQuery({ ...failingQuery(test), enabled: test.failingSince !== null });
  if (test.failingSince === null) return null;
  return (
    <ul className="failingPlaces">
      {places.map(({ target, branch, runs, firstFailure, bisect }) => (
        <li key={`${target} ${branch}`}>
          <span className="muted">
            {target} · <bdi>{visibleText(branch) || "(no branch)"}</bdi>: {counted(runs, "run")}, since{" "}
            <TimeAgo time={firstFailure.startedAt} />
          </span>
          {bisect && (
            <div className="command">
              <code>{bisect}</code>
              <CopyButton text={bisect} label="Copy the line that finds the commit" />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
