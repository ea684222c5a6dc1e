import { word } from "./word.ts";

/** What the SQL console shows, as it stands in the address. */
export interface SqlSearch {
  /** The statement that is run. */
  q?: string | undefined;
  view?: "chart" | undefined;
}

/** The state of the SQL console out of an address. */
export function sqlSearch(search: Record<string, unknown>): SqlSearch {
  return { ...word("q", search["q"]), ...(search["view"] === "chart" ? { view: "chart" } : {}) };
}
