import type { Outcome, ResultSort } from "@backstory/model";
import { isOutcome } from "../status/outcomes.ts";
import { word } from "./word.ts";

/** What the page of one run shows, as it stands in the address. `test` is the opened result, `attempt` counts from 1. */
export interface RunSearch {
  status?: string | undefined;
  q?: string | undefined;
  suite?: string | undefined;
  sort?: ResultSort | undefined;
  test?: string | undefined;
  attempt?: number | undefined;
}

const sorts: Readonly<Record<ResultSort, string>> = {
  failures: "Failures first",
  name: "Name",
  duration: "Slowest first",
};

/** The ways to sort results, with the words that offer them. */
export const sortWords = Object.entries(sorts) as [ResultSort, string][];

/** The state of a run's page out of an address; what cannot be understood is left away. */
export function runSearch(search: Record<string, unknown>): RunSearch {
  const status = statusList(search["status"]).join(",");
  const attempt = Number(search["attempt"]);
  const sort = search["sort"];
  return {
    ...word("status", status),
    ...word("q", search["q"]),
    ...word("suite", search["suite"]),
    ...(typeof sort === "string" && Object.hasOwn(sorts, sort) ? { sort: sort as ResultSort } : {}),
    ...word("test", search["test"]),
    ...(Number.isInteger(attempt) && attempt > 0 ? { attempt } : {}),
  };
}

/** The outcomes that a comma list names; unknown words are left out. */
export function statusList(status: unknown): Outcome[] {
  return typeof status === "string" ? status.split(",").filter(isOutcome) : [];
}
