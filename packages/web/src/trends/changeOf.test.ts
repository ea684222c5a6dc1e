import { expect, test } from "vitest";
import { changeOf } from "./changeOf.ts";

const words = (value: number) => value.toFixed(1);

test.each([
  [2, 1, "↑ was 1.0"],
  [1, 2, "↓ was 2.0"],
  [1.01, 1.02, "as before"],
  [1, null, ""],
  [1, undefined, ""],
  [null, 2, "was 2.0"],
])("%s after %s is '%s'", (now, before, wanted) => expect(changeOf(now, before, words)).toBe(wanted));
