import { expect, test } from "vitest";
import { testTitle } from "./testTitle.ts";

test.each([
  [
    { name: "adds", displayName: "", params: {} },
    { title: "adds", inputs: "" },
  ],
  [
    { name: "adds", displayName: "adds", params: { a: 1, b: "x" } },
    { title: "adds", inputs: 'a=1, b="x"' },
  ],
  [
    { name: "adds", displayName: "adds[1-x]", params: { a: 1, b: "x" } },
    { title: "adds[1-x]", inputs: "" },
  ],
])("%j", (name, words) => {
  expect(testTitle(name)).toEqual(words);
});
