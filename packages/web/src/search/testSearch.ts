import { type ResultView, resultView } from "./resultView.ts";
import { statusList } from "./runSearch.ts";
import { word } from "./word.ts";

const ways = ["branch", "target", "variant", "worker", "params"] as const;

/** By what the runs of a test are told apart. */
export type HistoryWay = (typeof ways)[number];

/**
 * What the page of one test shows, as it stands in the address: which of its runs (`in` is a target: `target` alone would
 * be that of every page), by what they are told apart, and which of its results is open (`run`, `attempt`).
 */
export interface TestSearch extends ResultView {
  branch?: string | undefined;
  in?: string | undefined;
  variant?: string | undefined;
  status?: string | undefined;
  by?: HistoryWay | undefined;
  run?: string | undefined;
  attempt?: number | undefined;
}

/** The state of a test's page out of an address; what cannot be understood is left away. */
export function testSearch(search: Record<string, unknown>): TestSearch {
  const attempt = Number(search["attempt"]);
  const by = ways.find((way) => way === search["by"]);
  return {
    ...word("branch", search["branch"]),
    ...word("in", search["in"]),
    ...word("variant", search["variant"]),
    ...word("status", statusList(search["status"]).join(",")),
    ...(by === undefined ? {} : { by }),
    ...word("run", search["run"]),
    ...resultView(search),
    ...(Number.isInteger(attempt) && attempt > 0 ? { attempt } : {}),
  };
}
