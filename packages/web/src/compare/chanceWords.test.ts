import type { Change } from "@backstory/model";
import { expect, test } from "vitest";
import { chanceWords } from "./chanceWords.ts";

test.each([
  [{ p: null, q: null }, 10, ""],
  [{ p: 0.5, q: 0.9 }, 1, ""],
  [{ p: 0.012, q: 0.0345 }, 10, "q = 0.035"],
  [{ p: 0.0123, q: null }, 10, "p = 0.012"],
  [{ p: 0.00001, q: 0.00002 }, 10, "q < 0.001"],
])("%j over %i runs a side is told as '%s'", (chance, runs, words) => {
  const side = { runs } as Change["before"];
  expect(chanceWords({ ...chance, before: side, after: side })).toBe(words);
});
