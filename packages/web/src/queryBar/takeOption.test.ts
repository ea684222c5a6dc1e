import { completeSearch, parseSearch } from "@backstory/model";
import { expect, test } from "vitest";
import { takeOption } from "./takeOption.ts";

test.each([
  ["sta", "status:", "status:"],
  ["cart -sta", "status:", "cart -status:"],
  ["status:fa", "failed", "status:failed "],
  ["status:failed,b", "broken", "status:failed,broken "],
  ["branch:m", "main", "branch:main "],
  ["branch:m", 'release "1" (old)', 'branch:"release \\"1\\" (old)" '],
  ["label:fe", "feature=cart", "label:feature=cart "],
  ["suite:a", "a,b", 'suite:"a,b" '],
])("after %j, %j makes %j", (text, insert, wanted) => {
  const taken = takeOption(text, completeSearch(text, text.length), { insert, means: "" });
  expect(taken).toEqual({ text: wanted, caret: wanted.length });
  if (!wanted.endsWith(":")) expect(parseSearch(taken.text)).toBeDefined();
});

test("what stands behind the word stays", () => {
  const text = "branch:ma flips>2";
  expect(takeOption(text, completeSearch(text, 9), { insert: "main", means: "" }).text).toBe("branch:main flips>2");
});
