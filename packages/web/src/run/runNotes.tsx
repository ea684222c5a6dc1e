import type { RunDetail } from "@backstory/model";
import { counted } from "../format/wholeNumber.ts";
import { AnsiText } from "../result/ansiText.tsx";
import { visibleText } from "../text/visibleText.ts";
import { IncompleteNote } from "./incompleteNote.tsx";
import { RunProgress } from "./runProgress.tsx";
import { SubmissionList } from "./submissionList.tsx";
import "./runNotes.css";

/** A single trace of so many lines is shown at once; longer ones would push the results away. */
const traceShown = 8;

/** What one must know before trusting a run's numbers: that it goes on or broke off, errors outside tests, refused lines. */
export function RunNotes({ run }: { run: RunDetail }) {
  const { state, errorRecords, refusedLines, expectedTests, counts } = run;
  return (
    <>
      {state === "running" && <RunProgress done={counts.total} expected={expectedTests} startedAt={run.startedAt} />}
      {state === "incomplete" && <IncompleteNote reasons={run.incompleteBecause} />}
      <SubmissionList run={run} />
      {errorRecords.length > 0 && (
        <details className="note" data-mark="failed" open>
          <summary>
            <strong>{counted(errorRecords.length, "error")} outside tests</strong>
          </summary>
          {errorRecords.map((error, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: errors have no name of their own and never change.
            <div key={index} className="note-error">
              <p>
                {error.where && <code>{visibleText(error.where)}</code>} <bdi>{visibleText(error.message)}</bdi>
              </p>
              {error.trace && (
                <details open={errorRecords.length === 1 && error.trace.split("\n").length <= traceShown}>
                  <summary className="muted">Trace</summary>
                  <AnsiText text={error.trace} label={`Trace of error ${index + 1}`} />
                </details>
              )}
            </div>
          ))}
        </details>
      )}
      {refusedLines.length > 0 && (
        <details className="note" data-mark="broken">
          <summary>
            <strong>{counted(refusedLines.length, "line")} refused</strong> of what the recorder sent; the rest is here
          </summary>
          <ul>
            {refusedLines.map(({ line, reason, text }) => (
              <li key={line}>
                Line {line}: {visibleText(reason)} <code className="muted">{visibleText(text.slice(0, 200))}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
