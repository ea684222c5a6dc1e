import { keyOf, type NotedTest, type RerunPlan, type RunNote } from "./runNote.ts";
import { startKey } from "./runPlace.ts";

/** What there is to run again after a round: a plan for each runner that took part, or why nothing can be. */
export type NextRound = { readonly plans: readonly RerunPlan[] } | { readonly reason: string | undefined };

/**
 * What to run again of what the runners of one command noted. Nothing when all tests passed, and with a reason when a rerun
 * could not make the outcome better: something went wrong outside tests, or tests are left that never ran.
 */
export function nextRound(notes: readonly RunNote[]): NextRound {
  const failed = notes.flatMap((note) => note.failed);
  if (failed.length === 0) return { reason: undefined };
  const errors = notes.reduce((sum, note) => sum + note.errors, 0);
  if (errors > 0) return { reason: `${errors} ${errors === 1 ? "error" : "errors"} outside of tests would remain` };
  if (notes.some(({ isCut }) => isCut)) return { reason: "a runner stopped before all tests had run" };
  if (notes.some((note) => note.failed.length === 0 && (note.exitStatus ?? 0) !== 0)) {
    return { reason: "a runner failed though all of its tests passed" };
  }
  return { plans: plansOf(notes) };
}

/** The tests of a round that did not pass in the next: they failed again, or did not run. */
export function stillFailing(plans: readonly RerunPlan[], notes: readonly RunNote[]): NotedTest[] {
  const passed = new Set(notes.flatMap((note) => note.passed.map((test) => inRunner(note, test))));
  return plans.flatMap((plan) => plan.tests.filter((test) => !passed.has(inRunner(plan, test))));
}

/** The plans of the round after: what still fails, by the runner that is to run it. */
export function narrowed(plans: readonly RerunPlan[], notes: readonly RunNote[]): RerunPlan[] {
  const left = new Set(stillFailing(plans, notes).map(keyOf));
  const known = new Set(plans.map(startKey));
  // What ran for the first time, because what came before it in the command had failed, has failures of its own.
  const others = plansOf(notes.filter((note) => !known.has(startKey(note))));
  return [...plans.map((plan) => ({ ...plan, tests: plan.tests.filter((test) => left.has(keyOf(test))) })), ...others];
}

function plansOf(notes: readonly RunNote[]): RerunPlan[] {
  const plans = new Map<string, RerunPlan>();
  for (const { runner, cwd, argv, submissionId, failed } of notes) {
    const key = startKey({ runner, cwd, argv });
    const before = plans.get(key);
    plans.set(key, {
      ...{ runner, cwd, argv, of: before?.of ?? submissionId },
      tests: [...(before?.tests ?? []), ...failed],
    });
  }
  return [...plans.values()];
}

function inRunner({ runner, cwd }: Pick<RunNote, "runner" | "cwd">, test: NotedTest): string {
  return JSON.stringify([runner, cwd, keyOf(test)]);
}
