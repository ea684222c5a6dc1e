import type { TestSort } from "@backstory/model";
import { type ScopeSearch, scopeSearch } from "./scopeSearch.ts";
import { word } from "./word.ts";

/** Which tests a list shows, as it stands in the address. */
export interface TestsSearch extends ScopeSearch {
  q?: string | undefined;
  /** What stands first; by suite and name when left away. */
  sort?: TestSort | undefined;
  /** How many runs of each target are looked at; 30 when left away. */
  last?: number | undefined;
  /** Whether tests that differ in their params alone are one row. */
  by?: "family" | undefined;
}

const sorts: Readonly<Record<TestSort, string>> = {
  name: "By suite and name",
  status: "Failing first",
  rate: "Lowest pass rate",
  fails: "Most failures",
  flakes: "Most flaky runs",
  flips: "Most flips",
  duration: "Slowest median",
  p95: "Slowest 5 %",
  seen: "Seen last",
};

/** The orders of a list of tests, each in words. */
export const testSorts = Object.entries(sorts) as [TestSort, string][];

/** How many runs can be looked at. */
export const lastChoices = [10, 30, 100] as const;

/** The filters of the tests list out of an address. */
export function testsSearch(search: Record<string, unknown>): TestsSearch {
  const { sort } = search;
  const last = Number(search["last"]);
  const { project, target } = scopeSearch(search);
  return {
    ...word("q", search["q"]),
    ...(project && { project }),
    ...(target && { target }),
    ...(typeof sort === "string" && sort !== "name" && Object.hasOwn(sorts, sort) ? { sort: sort as TestSort } : {}),
    ...(Number.isInteger(last) && last >= 1 && last <= 200 && last !== 30 ? { last } : {}),
    ...(search["by"] === "family" ? { by: "family" } : {}),
  };
}
