import { word } from "./word.ts";

/** Which tests a list shows, as it stands in the address. */
export interface TestsSearch {
  q?: string | undefined;
  project?: string | undefined;
}

/** The filters of the tests list out of an address. */
export function testsSearch(search: Record<string, unknown>): TestsSearch {
  return { ...word("q", search["q"]), ...word("project", search["project"]) };
}
