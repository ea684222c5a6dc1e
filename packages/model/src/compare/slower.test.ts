import { describe, expect, it } from "vitest";
import { medianOf, slower } from "./slower.ts";

const steady = [1_000, 1_010, 990, 1_005, 995, 1_000];

describe("slower", () => {
  it("tells the median before, the ratio, and how far outside of the usual it is", () => {
    expect(slower(steady, [2_000])).toEqual({
      ...{ durationMs: 2_000, medianMs: 1_000, passes: 6, ratio: 2 },
      deviation: expect.closeTo(Math.log(2) / Math.log(1.05), 9),
    });
  });

  it.each<[string, number[], number[]]>([
    ["fewer than five passes are known", steady.slice(0, 4), [9_000]],
    ["it did not pass after", steady, []],
    ["it is less than half as much again", steady, [1_499]],
    ["it is less than 100 ms more", [50, 50, 50, 50, 50], [149]],
    ["it varies that much anyway", [1_000, 3_000, 500, 2_000, 700, 1_500], [3_500]],
    ["it took nothing on both sides", [0, 0, 0, 0, 0], [0]],
  ])("is not said when %s", (_, before, after) => {
    expect(slower(before, after)).toBeNull();
  });

  it("is said exactly at the limits", () => {
    expect(slower([200, 200, 200, 200, 200], [300])).toMatchObject({ ratio: 1.5 });
    expect(slower([1_000, 1_000, 1_000, 1_000, 1_000], [1_500])).toMatchObject({ ratio: 1.5 });
  });

  it("judges the median of several runs, so that one outlier does not count", () => {
    expect(slower(steady, [1_000, 1_020, 9_000])).toBeNull();
    expect(slower(steady, [2_900, 3_000, 3_100])).toMatchObject({ durationMs: 3_000 });
  });

  it("rarely calls what only varies slower, and finds what became three times as slow", () => {
    const dice = randomNumbers(3);
    for (const [spread, found] of [
      [0.05, 0.99],
      [0.15, 0.8],
      [0.3, 0.1],
    ] as const) {
      const drawn = (factor: number): number => factor * 1_000 * Math.exp(spread * normal(dice));
      const passes = (): number[] => Array.from({ length: 20 }, () => drawn(1) * (dice() < 0.05 ? 3 : 1));
      const told = (factor: number): number =>
        Array.from({ length: 5_000 }, () => slower(passes(), [drawn(factor)])).filter((each) => each !== null).length;
      expect(told(1) / 5_000).toBeLessThan(0.001);
      expect(told(3) / 5_000).toBeGreaterThan(found);
    }
  });
});

describe("the median", () => {
  it.each<[number[], number]>([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[], Number.NaN],
  ])("of %j is %d", (numbers, middle) => {
    expect(medianOf(numbers)).toBe(middle);
  });
});

/** Numbers from 0 to 1, the same for the same seed (xorshift). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** A normal number (Box and Muller). */
function normal(dice: () => number): number {
  return Math.sqrt(-2 * Math.log(dice() || 1e-12)) * Math.cos(2 * Math.PI * dice());
}
