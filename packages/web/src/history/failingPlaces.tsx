import type { FailingTest, TestDetail } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { counted } from "../format/wholeNumber.ts";
import { Command } from "../parts/command.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { failingQuery } from "../queries/testFactsQueries.ts";
import { visibleText } from "../text/visibleText.ts";

/** Where a test fails now, with the line that finds the commit; nothing when it fails nowhere. Its place is kept. */
export function FailingPlaces({ test }: { test: TestDetail }) {
  const { data: places } = useQuery({ ...failingQuery(test), enabled: test.failingSince !== null });
  if (test.failingSince === null) return null;
  const [first, ...others] = places ?? [];
  return (
    <div className="failingPlaces" data-commits={hasCommits(test) ? "" : undefined}>
      {first && <Place place={first} />}
      {others.length > 0 && (
        <details>
          <summary className="muted" title={`It fails in ${counted(others.length, "other place")} too`}>
            +{others.length} more
          </summary>
          {others.map((place) => (
            <Place key={`${place.target} ${place.branch}`} place={place} />
          ))}
        </details>
      )}
    </div>
  );
}

function hasCommits({ failingSince }: TestDetail): boolean {
  const [bad, good] = [failingSince?.firstFailure.commit, failingSince?.lastPass?.commit];
  return Boolean(bad && good && bad !== good);
}

function Place({ place: { target, branch, runs, firstFailure, bisect } }: { place: FailingTest }) {
  return (
    <div>
      <p className="failingPlaces-words muted cut">
        {target} · <bdi>{visibleText(branch) || "(no branch)"}</bdi>: {counted(runs, "run")}, since{" "}
        <TimeAgo time={firstFailure.startedAt} />
      </p>
      {bisect && <Command text={bisect} label="Copy the line that finds the commit" />}
    </div>
  );
}
