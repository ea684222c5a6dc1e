import { word } from "./word.ts";

/** What holds on every page, as it stands in every address: whose results, and as of when. */
export interface ScopeSearch {
  project?: string | undefined;
  target?: string | undefined;
  /** An ISO 8601 time: the pages show what was known then. Left away it is now. */
  asof?: string | undefined;
}

/** The scope out of an address; a moment that is none is left away. */
export function scopeSearch(search: Record<string, unknown>): ScopeSearch {
  const moment = new Date(typeof search["asof"] === "string" ? search["asof"] : Number.NaN);
  return {
    ...word("project", search["project"]),
    ...word("target", search["target"]),
    ...(Number.isNaN(moment.getTime()) ? {} : { asof: moment.toISOString() }),
  };
}
