import type { Target } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { absoluteTime } from "../format/absoluteTime.ts";
import { counted } from "../format/wholeNumber.ts";
import { markLetter } from "../status/markLetter.ts";
import { runMark } from "../status/runMark.ts";
import "../parts/strip.css";

/** The recent runs of a target as a row of letters, the newest at the right. */
export function RunStrip({ runs }: { runs: Target["recentRuns"] }) {
  return (
    <ol className="strip" reversed>
      {runs.map((run) => {
        const mark = runMark(run);
        const failing = run.counts.failed + run.counts.broken;
        const words = `${mark}, ${counted(run.counts.total, "test")}${failing > 0 ? `, ${failing} failing` : ""}`;
        return (
          <li key={run.runId}>
            <Link
              to="/runs/$runId"
              params={{ runId: run.runId }}
              className="strip-cell"
              data-mark={mark}
              title={`${words}\n${absoluteTime(run.startedAt)}`}
            >
              <span aria-hidden="true">{markLetter(mark)}</span>
              <span className="hidden">{words}</span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
