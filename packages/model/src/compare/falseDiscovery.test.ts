import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falseDiscoveryRate, falseDiscoveryValues } from "./falseDiscovery.ts";

const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe("values corrected for many looks", () => {
  it("call the first four significant in the example of Benjamini and Hochberg", () => {
    const significant = falseDiscoveryValues(published).filter((q) => q <= falseDiscoveryRate);
    expect(significant).toHaveLength(4);
  });

  it("equal those that other programs give for it", () => {
    const qs = falseDiscoveryValues(published).map((q) => Number(q.toFixed(6)));
    expect(qs.slice(0, 5)).toEqual([0.0015, 0.003, 0.0095, 0.035625, 0.0603]);
    expect(qs.slice(5, 9)).toEqual([0.063857, 0.063857, 0.0645, 0.0765]);
  });

  it("say the same as the procedure in its own words, for any values in any order", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 40 }), p, (ps, rate) => {
        const sorted = ps.toSorted((a, b) => a - b);
        const last = sorted.findLastIndex((value, index) => value <= ((index + 1) / ps.length) * rate);
        const rejected = falseDiscoveryValues(ps).filter((q) => q <= rate * (1 - 1e-12)).length;
        const nearly = falseDiscoveryValues(ps).filter((q) => q <= rate * (1 + 1e-12)).length;
        expect(last + 1).toBeGreaterThanOrEqual(rejected);
        expect(last + 1).toBeLessThanOrEqual(nearly);
      }),
    );
  });

  it("are none of none", () => {
    expect(falseDiscoveryValues([])).toEqual([]);
  });
});
