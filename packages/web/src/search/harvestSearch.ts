import { word } from "./word.ts";

/** How the page Harvest shows what tests told. */
export type HarvestView = "table" | "pivot" | "runs";

/** How the values of one cell become one. */
export type PivotOf = "mean" | "median" | "min" | "max" | "count";

/** What the page Harvest shows, as it stands in the address. Fields are written `metrics.accuracy`, `params.size`, `run`. */
export interface HarvestSearch {
  project?: string | undefined;
  target?: string | undefined;
  branch?: string | undefined;
  q?: string | undefined;
  /** How many of the newest runs. */
  runs?: number | undefined;
  view?: Exclude<HarvestView, "table"> | undefined;
  row?: string | undefined;
  column?: string | undefined;
  value?: string | undefined;
  of?: Exclude<PivotOf, "mean"> | undefined;
}

/** The words for the ways in which the values of one cell become one. */
export const pivotWords = {
  mean: "Mean",
  median: "Median",
  min: "Least",
  max: "Most",
  count: "How many",
} as const satisfies Record<PivotOf, string>;

/** How many runs can be chosen; the first is meant unless told. */
export const runCounts = [10, 1, 5, 20, 50, 100] as const;

/** The state of the page Harvest out of an address; what cannot be understood is left away. */
export function harvestSearch(search: Record<string, unknown>): HarvestSearch {
  const runs = runCounts.slice(1).find((count) => String(count) === String(search["runs"]));
  const { view, of } = search;
  return {
    ...word("project", search["project"]),
    ...word("target", search["target"]),
    ...word("branch", search["branch"]),
    ...word("q", search["q"]),
    ...(runs === undefined ? {} : { runs }),
    ...(view === "pivot" || view === "runs" ? { view } : {}),
    ...word("row", search["row"]),
    ...word("column", search["column"]),
    ...word("value", search["value"]),
    ...(of === "median" || of === "min" || of === "max" || of === "count" ? { of } : {}),
  };
}
