import type { TestSort } from "@backstory/model";

/** SQL of a whole number by which tests are sorted, ascending; of the columns of searched tests. */
export const sortRanks: Readonly<Record<TestSort, string>> = {
  name: "0",
  status: "if(runs = 0, 5, transform(right(course, 1), ['F', 'B', 'K', 'P', 'S'], [0, 1, 2, 3, 4], 5))",
  rate: "if(runs = 0, 2e9, round(rate * 1e9))",
  fails: "-toInt64(fails)",
  flakes: "-toInt64(flakes)",
  flips: "-toInt64(flips)",
  duration: "if(passes = 0, 1, -round(p50 * 1000))",
  p95: "if(passes = 0, 1, -round(p95 * 1000))",
  seen: "if(runs = 0, 1000000, bitShiftRight(codes[1], 3))",
};
