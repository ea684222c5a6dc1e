import { expect, test } from "vitest";
import { percent } from "./percent.ts";

test.each([
  [1, "100 %"],
  [0.99999, "99.9 %"],
  [0.982, "98.2 %"],
  [0.5, "50 %"],
  [0.00001, "0.1 %"],
  [0, "0 %"],
])("%d is %s", (share, text) => {
  expect(percent(share)).toBe(text);
});
