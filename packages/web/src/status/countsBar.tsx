import type { Counts } from "@backstory/model";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { Icon } from "../parts/icon.tsx";
import { outcomeOrder } from "./outcomes.ts";
import "./countsBar.css";

/** How the tests of a run ended: a bar of shares, and the number of each outcome that there was. */
export function CountsBar({ counts }: { counts: Counts }) {
  const present = outcomeOrder.filter((outcome) => counts[outcome] > 0);
  return (
    <span className="counts">
      <span className="counts-bar" aria-hidden="true">
        {present.map((outcome) => (
          <span key={outcome} data-mark={outcome} style={{ flexGrow: counts[outcome] }} />
        ))}
      </span>
      <span className="counts-numbers">
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
