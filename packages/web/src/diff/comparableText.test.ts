import { expect, test } from "vitest";
import { comparableTexts } from "./comparableText.ts";

test("JSON is set out with sorted keys, so that equal objects are equal texts", () => {
  const { expected, actual, isJson } = comparableTexts('{"b":1,"a":[1]}', '{ "a": [1], "b": 1 }');
  expect(isJson).toBe(true);
  expect(expected).toBe(actual);
  expect(expected).toBe('{\n  "a": [\n    1\n  ],\n  "b": 1\n}');
});

test("the same elements in another order are told from others", () => {
  expect(comparableTexts('[{"a":[1,2]},3]', '[3,{"a":[2,1]}]').isOrderOnly).toBe(true);
  expect(comparableTexts("[1,2]", "[1,3]").isOrderOnly).toBe(false);
});

test.each([
  ["1", "2"],
  ["[1, 2", "[1]"],
  ["Decimal('1')", "{}"],
])("'%s' and '%s' stay as they are", (expected, actual) => {
  expect(comparableTexts(expected, actual)).toEqual({ expected, actual, isJson: false, isOrderOnly: false });
});
