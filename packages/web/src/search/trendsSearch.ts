import { type ScopeSearch, scopeSearch } from "./scopeSearch.ts";
import { word } from "./word.ts";

/** Over which time trends go. */
export type TrendsDays = 1 | 7 | 30 | 90;

/** What trends are about, as it stands in the address. */
export interface TrendsSearch extends ScopeSearch {
  branch?: string | undefined;
  /** Only results with this label, as `key=value`. */
  label?: string | undefined;
  /** Which label the table of labels is about. */
  key?: string | undefined;
  /** 30 when left away. */
  days?: TrendsDays | undefined;
}

/** Over which times trends can go, in words. */
export const trendsTimes: readonly (readonly [TrendsDays, string])[] = [
  [1, "24 hours"],
  [7, "7 days"],
  [30, "30 days"],
  [90, "90 days"],
];

/** What trends are about, out of an address. */
export function trendsSearch(search: Record<string, unknown>): TrendsSearch {
  const { project, target } = scopeSearch(search);
  const days = trendsTimes.find(([each]) => String(each) === String(search["days"]))?.[0];
  return {
    ...(project && { project }),
    ...(target && { target }),
    ...word("branch", search["branch"]),
    ...(typeof search["label"] === "string" && search["label"].includes("=") ? { label: search["label"] } : {}),
    ...word("key", search["key"]),
    ...(days !== undefined && days !== 30 ? { days } : {}),
  };
}
