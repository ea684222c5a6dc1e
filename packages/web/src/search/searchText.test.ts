import { expect, test } from "vitest";
import { parseSearchText, writeSearchText } from "./searchText.ts";

test.each([
  [{ branch: "feature/cart", status: "failed,broken" }, "?branch=feature/cart&status=failed,broken"],
  [{ q: "a b&c=d ?#%", sort: undefined }, "?q=a+b%26c%3Dd+%3F%23%25"],
  [{ branch: "1" }, "?branch=1"],
  [{}, ""],
])("%j is written as %s and read back", (search, text) => {
  expect(writeSearchText(search)).toBe(text);
  expect(parseSearchText(text)).toEqual(JSON.parse(JSON.stringify(search)));
});
