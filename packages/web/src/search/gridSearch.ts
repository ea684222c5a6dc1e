import { scopeSearch } from "./scopeSearch.ts";
import { word } from "./word.ts";

/** In which order the tests of the grid stand. */
export type GridOrder = "name" | "fails" | "flips";

/** What the grid shows, as it stands in the address. */
export interface GridSearch {
  q?: string | undefined;
  project?: string | undefined;
  target?: string | undefined;
  /** How many runs; 50 when left away. */
  runs?: number | undefined;
  /** How many pixels a cell has; 18 when left away. */
  size?: number | undefined;
  /** By suite and name when left away. */
  order?: GridOrder | undefined;
  /** `some`: only tests that did not pass at least once. */
  show?: "some" | undefined;
}

/** How many runs the grid can show. */
export const gridRuns = [20, 50, 100, 200, 500, 1_000] as const;

/** How large cells can be, from a whole project at a glance to letters. */
export const gridSizes = [4, 8, 12, 18, 24] as const;

/** What the grid shows out of an address. */
export function gridSearch(search: Record<string, unknown>): GridSearch {
  const { project, target } = scopeSearch(search);
  const { order } = search;
  const [runs, size] = [Number(search["runs"]), Number(search["size"])];
  return {
    ...word("q", search["q"]),
    ...(project && { project }),
    ...(target && { target }),
    ...(Number.isInteger(runs) && runs >= 1 && runs <= 1_000 && runs !== 50 ? { runs } : {}),
    ...(gridSizes.some((each) => each === size) && size !== 18 ? { size } : {}),
    ...(order === "fails" || order === "flips" ? { order } : {}),
    ...(search["show"] === "some" ? { show: "some" } : {}),
  };
}
