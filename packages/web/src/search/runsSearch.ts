import type { RunState, RunStatus } from "@backstory/model";
import { word } from "./word.ts";

/** Which runs a list shows. */
export interface RunsFilter {
  project?: string | undefined;
  target?: string | undefined;
  branch?: string | undefined;
  build?: string | undefined;
  /** The first digits of a commit. */
  commit?: string | undefined;
  status?: RunStatus | undefined;
  state?: RunState | undefined;
  /** An age as `7d`, or a time. */
  since?: string | undefined;
  /** A label of the run, as `key=value`. */
  label?: string | undefined;
}

/** What runs are listed under. */
export type RunsGroup = "day" | "target" | "branch" | "build";

/** What the list of runs shows, as it stands in the address. `pick` names the runs to compare, two at most. */
export interface RunsSearch extends RunsFilter {
  group?: RunsGroup | undefined;
  pick?: string | undefined;
}

const statuses: Readonly<Record<RunStatus, string>> = { passed: "Passed", failed: "Failed", empty: "Empty" };
const states: Readonly<Record<RunState, string>> = {
  running: "Running",
  complete: "Complete",
  incomplete: "Incomplete",
};
const groups: Readonly<Record<RunsGroup, string>> = {
  day: "By day",
  target: "By target",
  branch: "By branch",
  build: "By build",
};

/** The statuses, states and groups that can be chosen, each with the word that offers it. */
export const runsChoices = { statuses, states, groups } as const;

/** The filters of the runs list out of an address; what cannot be understood is left away. */
export function runsSearch(search: Record<string, unknown>): RunsSearch {
  return {
    ...word("project", search["project"]),
    ...word("target", search["target"]),
    ...word("branch", search["branch"]),
    ...word("build", search["build"]),
    ...word("commit", search["commit"]),
    ...oneOf("status", statuses, search["status"]),
    ...oneOf("state", states, search["state"]),
    ...word("since", search["since"]),
    ...word("label", search["label"]),
    ...oneOf("group", groups, search["group"]),
    ...word("pick", search["pick"]),
  };
}

/** What of an address narrows the list: without how it is shown, what is picked, and when it is looked at. */
export function runsFilter(search: RunsSearch & { readonly asof?: string | undefined }): RunsFilter {
  const { group: _group, pick: _pick, asof: _asof, ...filter } = search;
  return filter;
}

function oneOf<Name extends string, Choice extends string>(
  name: Name,
  choices: Readonly<Record<Choice, string>>,
  value: unknown,
): { [Key in Name]?: Choice } {
  const isKnown = typeof value === "string" && Object.hasOwn(choices, value);
  return isKnown ? ({ [name]: value } as { [Key in Name]: Choice }) : {};
}
