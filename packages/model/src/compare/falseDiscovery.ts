/** The share of false alarms among what is called significant that is accepted. */
export const falseDiscoveryRate = 0.05;

/**
 * What each of many p-values is worth when all were looked at, in their order: the smallest false discovery rate at which
 * it would be called significant (Benjamini–Hochberg), never below `p` and at most 1.
 *
 * @see Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", 1995
 */
export function falseDiscoveryValues(ps: readonly number[]): number[] {
  const descending = ps.map((_, index) => index).sort((a, b) => (ps[b] as number) - (ps[a] as number));
  const qs = new Array<number>(ps.length);
  let least = 1;
  for (const [position, index] of descending.entries()) {
    least = Math.min(least, ((ps[index] as number) * ps.length) / (ps.length - position));
    qs[index] = least;
  }
  return qs;
}
