import { expect, it } from "vitest";
import { around, timeRange } from "./ranges.ts";

it("shows a day around a single moment, and else what there is", () => {
  expect(timeRange(undefined, 1_000_000, 1_000_000)).toEqual([956_800, 1_043_200]);
  expect(timeRange(undefined, 5, 9)).toEqual([5, 9]);
  expect(timeRange(undefined, null, null)).toEqual([null, null]);
});

it("leaves room around values, but none for values that cannot be", () => {
  expect(around(10, 20)).toEqual([8.5, 21.5]);
  expect(around(100, 100)).toEqual([85, 115]);
  expect(around(100, 100, 100)).toEqual([85, 101.5]);
  expect(around(40, 98, 100)[1]).toBe(100);
  expect(around(null, null)).toEqual([0, 1]);
});
