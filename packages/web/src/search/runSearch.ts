import type { ChangeClass, Outcome, ResultSort } from "@backstory/model";
import { changeOrder } from "../run/changes/changeWords.ts";
import { isOutcome } from "../status/outcomes.ts";
import { type ResultView, resultView } from "./resultView.ts";
import { word } from "./word.ts";

/** The parts that the page of a run can show; without one it shows results. */
const runViews = ["timeline", "harvest", "files"] as const;

/** A part of a run's page besides its results. */
export type RunView = (typeof runViews)[number];

/** What the page of one run shows, as it stands in the address. `test` is the opened result, `attempt` counts from 1. */
export interface RunSearch extends ResultView {
  view?: RunView | undefined;
  /** Only tests that changed so, with the evidence, in the place of all results. */
  change?: ChangeClass | undefined;
  /** How results are grouped: `flat`, `tree`, `suite`, `family`, `worker`, `submission` or `label:<name>`. */
  by?: string | undefined;
  /** The group that is open, or in a tree the branch. */
  in?: string | undefined;
  status?: string | undefined;
  q?: string | undefined;
  suite?: string | undefined;
  sort?: ResultSort | undefined;
  test?: string | undefined;
  attempt?: number | undefined;
  /** The tests that something will be done to, by their ids, as many as an address holds. */
  chosen?: string | undefined;
}

/** More chosen tests than these do not stand in the address. */
export const mostChosen = 50;

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
    ...oneOf("view", search["view"], runViews),
    ...oneOf("change", search["change"], changeOrder),
    ...word("by", search["by"]),
    ...word("in", search["in"]),
    ...word("status", status),
    ...word("q", search["q"]),
    ...word("suite", search["suite"]),
    ...(typeof sort === "string" && Object.hasOwn(sorts, sort) ? { sort: sort as ResultSort } : {}),
    ...word("test", search["test"]),
    ...(Number.isInteger(attempt) && attempt > 0 ? { attempt } : {}),
    ...word("chosen", testIds(search["chosen"])),
    ...resultView(search),
  };
}

function testIds(chosen: unknown): string {
  const ids = typeof chosen === "string" ? chosen.split(",").filter((id) => /^[0-9a-f-]{36}$/.test(id)) : [];
  return [...new Set(ids)].slice(0, mostChosen).join(",");
}

function oneOf<Name extends string, Word extends string>(
  name: Name,
  value: unknown,
  words: readonly Word[],
): { [Key in Name]?: Word } {
  return words.includes(value as Word) ? ({ [name]: value } as { [Key in Name]: Word }) : {};
}

/** The outcomes that a comma list names; unknown words are left out. */
export function statusList(status: unknown): Outcome[] {
  return typeof status === "string" ? status.split(",").filter(isOutcome) : [];
}
