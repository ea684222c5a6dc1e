import { type Outcome, outcomeOf, type RunView, type Status } from "@backstory/model";

const fromBest: readonly Outcome[] = ["skipped", "passed", "flaky", "broken", "failed"];

/**
 * How a test ended in a run, from the statuses of its attempts in each execution, and what people said of executions. The
 * last execution counts where a later one replaces the earlier ones, else the worst. There is one at least.
 */
export function outcomeOfExecutions(
  view: RunView,
  executions: ReadonlyMap<string, readonly Status[]>,
  said: ReadonlyMap<string, Status>,
): { readonly outcome: Outcome; readonly executions: number } {
  const sorted = [...executions].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const outcomes = sorted.map(([executionId, attempts]) => said.get(executionId) ?? outcomeOf(attempts));
  if (view === "replaced") return { outcome: outcomes.at(-1) as Outcome, executions: 1 };
  const worst = Math.max(...outcomes.map((outcome) => fromBest.indexOf(outcome)));
  return { outcome: fromBest[worst] as Outcome, executions: outcomes.length };
}
