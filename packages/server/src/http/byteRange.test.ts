import { expect, test } from "vitest";
import { byteRange } from "./byteRange.ts";

test.each([
  ["bytes=0-", { start: 0, end: 9 }],
  ["bytes=2-3", { start: 2, end: 3 }],
  ["bytes=8-99", { start: 8, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-99", { start: 0, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=3-2", undefined],
  ["bytes=0-1,4-5", undefined],
  ["lines=0-1", undefined],
  ["bytes=-", undefined],
  ["", undefined],
  [undefined, undefined],
])("of 10 bytes '%s' asks for %j", (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});
