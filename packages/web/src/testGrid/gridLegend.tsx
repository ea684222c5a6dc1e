import { outcomeOrder, outcomes } from "../status/outcomes.ts";
import "../parts/strip.css";

/** What the letters of the grid mean. */
export function GridLegend() {
  return (
    <span className="testGrid-legend">
      {outcomeOrder.map((outcome) => (
        <span key={outcome}>
          <span className="strip-cell" data-mark={outcome}>
            {outcomes[outcome].letter}
          </span>
          {outcome}
        </span>
      ))}
    </span>
  );
}
