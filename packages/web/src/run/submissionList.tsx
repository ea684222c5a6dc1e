import type { RunDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { counted } from "../format/wholeNumber.ts";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { runMark } from "../status/runMark.ts";
import { visibleText } from "../text/visibleText.ts";
import { runVerdict } from "./runVerdict.ts";
import { submissionWord } from "./submissionWord.ts";

/** The submissions that a run is made of, when there are several: shards, reruns, and how each of them ended alone. */
export function SubmissionList({ run }: { run: RunDetail }) {
  if (run.submissions.length < 2) return null;
  return (
    <details className="note" data-mark="skipped">
      <summary>
        <strong>{counted(run.submissions.length, "submission")}</strong>
        {run.view === "replaced" && <span className="muted"> of each test the last execution counts</span>}
        {run.view === "appended" && <span className="muted"> of each test the worst execution counts</span>}
      </summary>
      <ul>
        {run.submissions.map((submission) => (
          <li key={submission.submissionId}>
            <OutcomeMark mark={runMark({ ...submission, status: statusOf(submission) })} />{" "}
            <Link
              from="/runs/$runId"
              to="."
              search={(search) => ({
                ...search,
                by: "submission",
                in: `submission:${submission.submissionId}`,
                view: undefined,
                change: undefined,
              })}
              resetScroll={false}
            >
              {visibleText(submissionWord(submission))}
            </Link>
            : {runVerdict(submission)}
            <span className="muted">
              , started <TimeAgo time={submission.startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function statusOf({ counts, errors }: RunDetail["submissions"][number]): RunDetail["status"] {
  if (errors > 0 || counts.failed > 0 || counts.broken > 0) return "failed";
  return counts.total === 0 ? "empty" : "passed";
}
