import { expect, test } from "vitest";
import { runSearch } from "./runSearch.ts";
import { runsSearch } from "./runsSearch.ts";
import { testsSearch } from "./testsSearch.ts";

test("keeps what it understands and drops the rest", () => {
  const search = {
    status: "failed,nonsense,broken",
    q: "cart",
    sort: "duration",
    attempt: "2",
    test: "a-b",
    other: "x",
  };
  expect(runSearch(search)).toEqual({ status: "failed,broken", q: "cart", sort: "duration", attempt: 2, test: "a-b" });
});

test.each([[{}], [{ status: "nonsense", sort: "toString", attempt: "-1", q: "" }], [{ status: ["failed"], q: 3 }]])(
  "%j says nothing",
  (search: Record<string, unknown>) => {
    expect(runSearch(search)).toEqual({});
    expect(runsSearch(search)).toEqual({});
  },
);

test("filters of lists are plain words", () => {
  expect(runsSearch({ project: "shop", branch: "1", target: "" })).toEqual({ project: "shop", branch: "1" });
  expect(testsSearch({ q: "login", project: "shop", page: "2" })).toEqual({ q: "login", project: "shop" });
});
