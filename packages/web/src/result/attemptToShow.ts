import type { Attempt, ResultDetail } from "@backstory/model";

/** The attempt that is asked for; else the last one, or, when that passed after failures, the last that failed: it has the reason. */
export function attemptToShow(result: ResultDetail, attempt: number | undefined): Attempt | undefined {
  const { attempts, outcome } = result;
  const asked = attempts.find((candidate) => candidate.attempt === attempt);
  const failed = outcome === "flaky" ? attempts.findLast((candidate) => candidate.failure !== null) : undefined;
  return asked ?? failed ?? attempts.at(-1);
}
