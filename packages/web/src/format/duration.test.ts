import { expect, test } from "vitest";
import { duration } from "./duration.ts";

test.each([
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [9.94, "9.9 ms"],
  [9.96, "10 ms"],
  [812, "812 ms"],
  [999.6, "1.0 s"],
  [4_230, "4.2 s"],
  [59_960, "1 min 00 s"],
  [185_000, "3 min 05 s"],
  [3_599_700, "1 h 00 min"],
  [3_870_000, "1 h 05 min"],
])("%d ms reads %s", (durationMs, words) => {
  expect(duration(durationMs)).toBe(words);
});
