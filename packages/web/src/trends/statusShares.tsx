import type { Counts, Outcome } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { percent } from "../format/percent.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { outcomeOrder } from "../status/outcomes.ts";

/** Which share of all outcomes each kind had; each leads to the tests that stand so now. */
export function StatusShares({ outcomes }: { outcomes: Counts }) {
  const present = outcomeOrder.filter((outcome) => outcomes[outcome] > 0);
  return (
    <section aria-labelledby="shares">
      <header>
        <h2 id="shares">Outcomes</h2>
      </header>
      <div className="statusShares-bar" aria-hidden="true">
        {present.map((outcome) => (
          <span key={outcome} data-mark={outcome} style={{ flex: `${outcomes[outcome]} 0 0` }} />
        ))}
      </div>
      <ul className="statusShares">
        {present.map((outcome) => (
          <li key={outcome}>
            <OutcomeMark mark={outcome} />{" "}
            <Link to="/tests" search={{ q: `status:${outcome}` satisfies `status:${Outcome}` }}>
              {wholeNumber(outcomes[outcome])} {outcome}
            </Link>{" "}
            <span className="muted">{percent(outcomes[outcome] / outcomes.total)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
