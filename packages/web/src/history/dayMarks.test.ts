import { expect, test } from "vitest";
import { dayMarks } from "./dayMarks.ts";

test("the first run in sight has its day, and each run that begins another one with room before it", () => {
  const days = ["20", "20", "21", "22", "22", "22", "23"];
  expect(dayMarks(days, 1, 7)).toEqual([
    { column: 1, text: "20" },
    { column: 6, text: "23" },
  ]);
  expect(dayMarks(days, 3, 6)).toEqual([{ column: 3, text: "22" }]);
  expect(dayMarks([], 0, 9)).toEqual([]);
});
