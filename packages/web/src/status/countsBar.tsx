import type { Counts } from "@backstory/model";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { Icon } from "../parts/icon.tsx";
import { outcomeOrder } from "./outcomes.ts";
import "./countsBar.css";

interface CountsBarProps {
  counts: Counts;
  /** What went wrong outside tests. */
  errors?: number;
  /** How many tests a running run will have; what is not done yet stays empty in the bar. */
  expected?: number;
}

/** How the tests of a run ended: a bar of shares, the number of each outcome that there was, and of errors outside tests. */
export function CountsBar({ counts, errors = 0, expected = 0 }: CountsBarProps) {
  const present = outcomeOrder.filter((outcome) => counts[outcome] > 0);
  return (
    <span className="counts">
      <span className="counts-bar" aria-hidden="true">
        {present.map((outcome) => (
          <span key={outcome} data-mark={outcome} style={{ flexGrow: counts[outcome] }} />
        ))}
        {expected > counts.total && <span className="counts-open" style={{ flexGrow: expected - counts.total }} />}
      </span>
      <span className="counts-numbers">
        {errors > 0 && (
          <span data-mark="failed" title={`${counted(errors, "error")} outside tests`}>
            <Icon name="incomplete" size={12} />
            {wholeNumber(errors)}
            <span className="counts-word"> {errors === 1 ? "error" : "errors"}</span>
          </span>
        )}
        {present.map((outcome) => (
          <span key={outcome} data-mark={outcome} title={`${wholeNumber(counts[outcome])} ${outcome}`}>
            <Icon name={outcome} size={12} />
            {wholeNumber(counts[outcome])}
            <span className="hidden"> {outcome}</span>
          </span>
        ))}
        {counts.total === 0 && <span className="muted">{counted(0, "test")}</span>}
      </span>
    </span>
  );
}
