import type { HistoryEntry } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { absoluteTime } from "../format/absoluteTime.ts";
import { duration } from "../format/duration.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { outcomes } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";
import "../parts/strip.css";

interface HistoryStripProps {
  /** Newest first, as the API gives them. */
  entries: readonly HistoryEntry[];
  testId: string;
  currentRunId?: string;
}

/** How a test ended in its recent runs as a row of letters, the newest at the right; each leads to its result. */
export function HistoryStrip({ entries, testId, currentRunId }: HistoryStripProps) {
  return (
    <ol className="strip" reversed aria-label="Recent runs of this test, newest first">
      {entries.map((entry) => (
        <li key={entry.run.runId}>
          <Link
            to="/runs/$runId"
            params={{ runId: entry.run.runId }}
            search={{ test: testId }}
            className="strip-cell"
            data-mark={entry.outcome}
            aria-current={entry.run.runId === currentRunId ? "true" : undefined}
            title={title(entry)}
          >
            <span aria-hidden="true">{outcomes[entry.outcome].letter}</span>
            <span className="hidden">
              {entry.outcome}, {shortCommit(entry.run.commit)}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

function title({ outcome, run, message, durationMs }: HistoryEntry): string {
  const place = [run.branch, shortCommit(run.commit)].filter(Boolean).join(" · ");
  return visibleText(
    [`${outcome} in ${duration(durationMs)}`, place, absoluteTime(run.startedAt), message].filter(Boolean).join("\n"),
  );
}
