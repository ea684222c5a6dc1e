import type { HarvestedTest } from "./harvestedTest.ts";

/**
 * Which tests are asked for: those of a file (its path, or the end of it), those whose full id matches an expression, or
 * those that a function takes.
 */
export type TestFilter = string | RegExp | ((test: HarvestedTest) => boolean);

/** Whether a test is asked for: one of several filters takes it, or there is none. */
export function isWanted(test: HarvestedTest, filter: TestFilter | Iterable<TestFilter> | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === "string" || filter instanceof RegExp || typeof filter === "function")
    return takes(filter, test);
  return Array.from(filter).some((each) => takes(each, test));
}

function takes(filter: TestFilter, test: HarvestedTest): boolean {
  if (typeof filter === "function") return filter(test);
  // `search` does not remember where it was, as `test` of a global expression does.
  if (filter instanceof RegExp) return test.id.search(filter) >= 0;
  const file = test.file ?? test.suite;
  return file === filter || file.endsWith(`/${filter}`);
}
