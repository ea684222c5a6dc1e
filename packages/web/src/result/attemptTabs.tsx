import type { Attempt } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { OutcomeMark } from "../status/outcomeMark.tsx";

/** The attempts of a test in a run, first to last; the one that is shown stands in the address. */
export function AttemptTabs({ attempts, shown }: { attempts: readonly Attempt[]; shown: Attempt }) {
  return (
    <nav className="attempts" aria-label="Attempts">
      {attempts.map((attempt) => (
        <Link
          key={attempt.resultId}
          to="."
          search={((before: object) => ({ ...before, attempt: attempt.attempt })) as never}
          replace
          state={true}
          resetScroll={false}
          aria-current={attempt === shown ? "true" : undefined}
        >
          <OutcomeMark mark={attempt.status} />
          Attempt {attempt.attempt}
        </Link>
      ))}
    </nav>
  );
}
