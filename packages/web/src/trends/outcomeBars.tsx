import type { Counts } from "@backstory/model";
import type { ReactNode } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import { outcomeOrder } from "../status/outcomes.ts";
import "../status/outcomeMark.css";

/** One bar: how many tests had which outcome. */
export interface OutcomeBar {
  readonly key: string;
  readonly words: string;
  readonly outcomes: Counts;
  /** A link around the bar to its rows. */
  readonly link: (bar: ReactNode, title: string) => ReactNode;
}

interface OutcomeBarsProps {
  label: string;
  bars: readonly OutcomeBar[];
}

/** Bars of outcomes over time, failures at the bottom where even few are seen; each bar leads to its rows. */
export function OutcomeBars({ label, bars }: OutcomeBarsProps) {
  const most = Math.max(1, ...bars.map(({ outcomes }) => outcomes.total));
  return (
    <ol className="outcomeBars" aria-label={label}>
      {bars.map(({ key, words, outcomes, link }) => {
        const present = outcomeOrder.filter((outcome) => outcomes[outcome] > 0);
        const counts = present.map((outcome) => `${wholeNumber(outcomes[outcome])} ${outcome}`).join(", ");
        const title = `${words}\n${counts || "no test"}`;
        return (
          <li key={key}>
            {link(
              <>
                <span
                  className="outcomeBars-bar"
                  style={{ height: `${(outcomes.total / most) * 100}%` }}
                  aria-hidden="true"
                >
                  {present.toReversed().map((outcome) => (
                    <span key={outcome} data-mark={outcome} style={{ flexGrow: outcomes[outcome] }} />
                  ))}
                </span>
                <span className="hidden">{title}</span>
              </>,
              title,
            )}
          </li>
        );
      })}
    </ol>
  );
}
