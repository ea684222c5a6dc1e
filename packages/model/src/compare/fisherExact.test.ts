import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fisherExact } from "./fisherExact.ts";

type Table = readonly [number, number, number, number];

function fisher([failedBefore, otherBefore, failedAfter, otherAfter]: Table): number {
  return fisherExact({ failedBefore, otherBefore, failedAfter, otherAfter });
}

describe("Fisher's exact test", () => {
  it.each<[string, Table, number]>([
    ["the lady tasting tea", [3, 1, 1, 3], 0.4857142857],
    ["Fisher's twins, convicted and not", [2, 15, 10, 3], 0.0005367241],
    ["whales and sharks in two oceans", [8, 2, 1, 5], 0.034965035],
    ["a small table of a handbook", [6, 2, 1, 4], 0.1025641026],
    ["the rarest of ten and ten", [0, 10, 10, 0], 2 / 184_756],
    ["nothing failed", [0, 10, 0, 10], 1],
    ["everything failed", [7, 0, 3, 0], 1],
    ["an empty side", [0, 0, 3, 4], 1],
  ])("gives the published value for %s", (_, table, p) => {
    expect(fisher(table)).toBeCloseTo(p, 9);
  });

  it("equals the sum over all tables with the same margins, in whole numbers", () => {
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), (table) => {
        expect(fisher(table)).toBeCloseTo(byCounting(table), 10);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is the same whichever side comes first, and whether failing or passing is counted", () => {
    fc.assert(
      fc.property(fc.tuple(large, large, large, large), ([a, b, c, d]) => {
        const p = fisher([a, b, c, d]);
        expect(fisher([c, d, a, b])).toBeCloseTo(p, 6);
        expect(fisher([b, a, d, c])).toBeCloseTo(p, 6);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it("is right for a hundred thousand runs a side, where the normal approximation is", () => {
    const [n, a, c] = [100_000, 1_000, 1_100];
    const pooled = (a + c) / (2 * n);
    const z = (Math.abs(a - c) - 1) / n / Math.sqrt((pooled * (1 - pooled) * 2) / n);
    expect(fisher([a, n - a, c, n - c])).toBeCloseTo(twoTails(z), 3);
    expect(fisher([1_000, n - 1_000, 1_000, n - 1_000])).toBeCloseTo(1, 6);
  });
});

const cell = fc.integer({ min: 0, max: 14 });
const large = fc.integer({ min: 0, max: 3_000 });

/** By exact counts of the ways, compared as whole numbers. */
function byCounting([a, b, c, d]: Table): number {
  const [before, after, failed] = [a + b, c + d, a + c];
  const ways = (count: number): bigint => choose(before, count) * choose(after, failed - count);
  let sum = 0n;
  for (let count = 0; count <= failed; count++) if (ways(count) <= ways(a)) sum += ways(count);
  return Number((sum * 10n ** 15n) / choose(before + after, failed)) / 1e15;
}

function choose(of: number, chosen: number): bigint {
  if (chosen < 0 || chosen > of) return 0n;
  let ways = 1n;
  for (let step = 1; step <= chosen; step++) ways = (ways * BigInt(of - chosen + step)) / BigInt(step);
  return ways;
}

/** Both tails of the normal distribution beyond z (Abramowitz and Stegun 7.1.26). */
function twoTails(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp(-x * x);
}
