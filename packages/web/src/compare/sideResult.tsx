import type { SideResult as Result } from "@backstory/model";
import { duration } from "../format/duration.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";

/** How a test ended on one side: its outcome, or in how many of several runs it failed, and how long its passes took. */
export function SideResult({ result }: { result: Result }) {
  const { runs, failing, flaky, outcome, medianMs } = result;
  if (outcome === null) return <span className="muted">not there</span>;
  return (
    <span className="sideResult">
      <OutcomeMark mark={outcome} withWord={runs === 1} />
      {runs > 1 && (
        <span>
          {failing} of {runs} fail{flaky > 0 && `, ${flaky} flaky`}
        </span>
      )}
      {medianMs !== null && <span className="muted">{duration(medianMs)}</span>}
    </span>
  );
}
