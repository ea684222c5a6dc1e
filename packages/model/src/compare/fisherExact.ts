import { logFactorial } from "./logFactorial.ts";

/** A two-by-two table of counts: of each side, how many failed and how many did not. */
export interface TwoByTwo {
  readonly failedBefore: number;
  readonly otherBefore: number;
  readonly failedAfter: number;
  readonly otherAfter: number;
}

// Tables as likely as the observed one count, whatever rounding made of them.
const tie = 1e-7;

/**
 * How likely a table at least as unlikely as this one is when both sides fail equally often: Fisher's exact test,
 * two-sided, from 0 to 1. The sum over all tables with the same margins that are no likelier than the observed one.
 *
 * @see R. A. Fisher, "The logic of inductive inference", 1935
 */
export function fisherExact({ failedBefore, otherBefore, failedAfter, otherAfter }: TwoByTwo): number {
  const before = failedBefore + otherBefore;
  const after = failedAfter + otherAfter;
  const failed = failedBefore + failedAfter;
  if (before === 0 || after === 0 || failed === 0 || failed === before + after) return 1;
  const logLikelihood = (count: number): number =>
    logChoose(before, count) + logChoose(after, failed - count) - logChoose(before + after, failed);
  const observed = logLikelihood(failedBefore) + tie;
  let sum = 0;
  for (let count = Math.max(0, failed - after); count <= Math.min(before, failed); count++) {
    const likelihood = logLikelihood(count);
    if (likelihood <= observed) sum += Math.exp(likelihood);
  }
  return Math.min(1, sum);
}

function logChoose(of: number, chosen: number): number {
  return logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
}
