import type { Harvest, Harvested } from "@backstory/model";
import { shortCommit } from "../format/shortCommit.ts";
import { testTitle } from "../format/testTitle.ts";

/** One row of a harvest with the run that it is of. */
export interface HarvestRow extends Harvested {
  readonly run: Harvest["runs"][number];
}

/** Something that rows have: `key` as it stands in addresses, `word` as people read it. */
export interface HarvestField {
  readonly key: string;
  readonly word: string;
  readonly isNumber: boolean;
  readonly value: (row: HarvestRow) => unknown;
}

/** The fields of a harvest: what every row has first, then params, metrics and properties by name. */
export interface HarvestFields {
  readonly all: readonly HarvestField[];
  readonly params: readonly HarvestField[];
  readonly metrics: readonly HarvestField[];
  readonly properties: readonly HarvestField[];
}

/** The rows of a harvest, each with its run. */
export function harvestRows({ runs, items }: Harvest): HarvestRow[] {
  const byId = new Map(runs.map((run) => [run.runId, run]));
  return items.flatMap((item) => {
    const run = byId.get(item.runId);
    return run === undefined ? [] : [{ ...item, run }];
  });
}

/** What rows have: the params, metrics and properties that any of them has. */
export function harvestFields(rows: readonly HarvestRow[]): HarvestFields {
  const params = named(rows, "params", (row) => row.params);
  const metrics = named(rows, "metrics", (row) => row.metrics);
  const properties = named(rows, "properties", (row) => row.properties);
  return { all: [...common, ...params, ...metrics, ...properties], params, metrics, properties };
}

/** What a run is called in a table: its build, or else its commit, or else when it was. */
export function runWord({ buildName, commit, startedAt }: HarvestRow["run"]): string {
  return buildName || shortCommit(commit) || startedAt.slice(0, 16).replace("T", " ");
}

const common: readonly HarvestField[] = [
  { key: "run", word: "Run", isNumber: false, value: ({ run }) => runWord(run) },
  {
    key: "test",
    word: "Test",
    isNumber: false,
    value: (row) => (Object.keys(row.params).length > 0 ? row.name : testTitle(row).title),
  },
  { key: "suite", word: "Suite", isNumber: false, value: ({ suite }) => suite },
  { key: "target", word: "Target", isNumber: false, value: ({ run }) => run.target },
  { key: "branch", word: "Branch", isNumber: false, value: ({ run }) => run.branch },
  { key: "outcome", word: "Outcome", isNumber: false, value: ({ outcome }) => outcome },
  { key: "durationMs", word: "Duration in ms", isNumber: true, value: ({ durationMs }) => durationMs },
];

function named(
  rows: readonly HarvestRow[],
  kind: "params" | "metrics" | "properties",
  valuesOf: (row: HarvestRow) => Readonly<Record<string, unknown>>,
): HarvestField[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(valuesOf(row))))].toSorted();
  return names.map((name) => {
    const value = (row: HarvestRow) => valuesOf(row)[name];
    const isNumber = rows.every((row) => value(row) === undefined || typeof value(row) === "number");
    return { key: `${kind}.${name}`, word: name, isNumber, value };
  });
}
