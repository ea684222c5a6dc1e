import type { Attempt } from "@backstory/model";
import { duration } from "../format/duration.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";

/** Setup, call and teardown with how each ended and how long it took. */
export function PhaseList({ phases }: { phases: Attempt["phases"] }) {
  if (phases.length === 0) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h3>Phases</h3>
      </div>
      <ul className="phases">
        {phases.map((phase) => (
          <li key={phase.name}>
            <OutcomeMark mark={phase.status} />
            {visibleText(phase.name)}
            {phase.durationMs !== undefined && <span className="muted">{duration(phase.durationMs)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
