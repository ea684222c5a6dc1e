/** How one attempt of one test ended. `broken` is a failure outside the assertion: setup, teardown, collection, crash. */
export const statuses = ["passed", "failed", "broken", "skipped"] as const;

/** How one attempt of one test ended. */
export type Status = (typeof statuses)[number];

/** What the attempts of one test in one run add up to: a {@link Status}, or `flaky` when it failed and then passed. */
export const outcomes = ["passed", "failed", "broken", "skipped", "flaky"] as const;

/** What the attempts of one test in one run add up to. */
export type Outcome = (typeof outcomes)[number];

/** Whether a status or outcome counts against the run. */
export function isFailing(status: Outcome): boolean {
  return status === "failed" || status === "broken";
}

/**
 * The outcome of a test from the statuses of its attempts in order, first to last.
 * The last attempt decides; a pass after a failing attempt is `flaky`. No attempts is an error of the caller.
 */
export function outcomeOf(attempts: readonly Status[]): Outcome {
  const last = attempts.at(-1);
  if (last === undefined) throw new RangeError("outcomeOf needs at least one attempt");
  return last === "passed" && attempts.some(isFailing) ? "flaky" : last;
}
