import { BackstoryError, harvestSchema, pageOf, synthesisRowSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer, type Server } from "./askServer.ts";
import { everyPage } from "./everyPage.ts";
import { findRun, runForms } from "./findRun.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { duration } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";
import { type Pivot, type PivotRow, pivotOf } from "./pivot.ts";
import { serverOf } from "./serverOf.ts";
import { fieldNames, fieldOf, fieldText, type ToldRow } from "./synthesisField.ts";

interface HarvestOptions extends ListOptions {
  readonly runs?: string;
  readonly search?: string;
  readonly pivot?: readonly string[];
}

/** `backstory harvest`: what the tests of a run, or of several, found out. */
export function addHarvest(program: Command): void {
  withListOptions(program.command("harvest"), { project: true, target: true, branch: true, asof: true })
    .argument("[run]", runForms, "latest")
    .description("show what the tests of a run found out: params, metrics and properties, a row a test")
    .option("--runs <count>", "instead of a run: what tests told in so many of the newest runs, 100 at most")
    .option("--search <words>", "with --runs: only tests with this in their suite, name or params")
    .option(
      "--pivot <fields...>",
      "three fields: whose values are the rows, whose the columns, and what stands in the cells (the mean of several)",
    )
    .action(async (words: string, options: HarvestOptions) => {
      const fields = pivotFields(options.pivot);
      const server = serverOf(options);
      const rows = await (options.runs === undefined ? rowsOfRun(server, words, options) : rowsOfRuns(server, options));
      if (fields === undefined) {
        const empty = options.runs === undefined ? "The run has no results." : "No test told anything.";
        printList(rows, options, { items: rows, columns: columnsOf(rows), empty });
        return;
      }
      const pivot = pivotOf(rows, fields);
      const empty = `No test has both '${fields.row}' and '${fields.column}'.`;
      printList(pivot, options, { items: pivot.rows, columns: pivotColumns(fields.row, pivot), empty });
    });
}

async function rowsOfRun(server: Server, words: string, options: HarvestOptions): Promise<ToldRow[]> {
  const { project, target, branch, asof } = filtersOf(options);
  const { runId } = await findRun(server, words, { project, target, branch, asof });
  return everyPage(server, { path: `/runs/${runId}/synthesis`, query: { asof } }, pageOf(synthesisRowSchema));
}

async function rowsOfRuns(server: Server, options: HarvestOptions): Promise<ToldRow[]> {
  const query = { ...filtersOf(options), runs: options.runs, q: options.search };
  return (await askServer(server, { path: "/harvest", query }, harvestSchema)).items;
}

function pivotFields(words: readonly string[] | undefined) {
  if (words === undefined) return undefined;
  const [row, column, value, ...more] = words;
  if (row === undefined || column === undefined || value === undefined || more.length > 0) {
    throw new BackstoryError("setting-invalid", "--pivot takes three fields, as in --pivot degree dataset accuracy.");
  }
  return { row, column, value };
}

function columnsOf(rows: readonly ToldRow[]): Column<ToldRow>[] {
  const isOfRuns = rows.some(({ runId }) => runId !== undefined);
  return [
    ...(isOfRuns ? [{ title: "RUN", key: "runId", cell: (row: ToldRow) => row.runId ?? "" }] : []),
    { title: "OUTCOME", key: "outcome", cell: (row) => row.outcome, paint: (row) => paintOf(row.outcome) },
    { title: "SUITE", key: "suite", cell: (row) => row.suite, isText: true },
    {
      ...{ title: "NAME", key: "name", isText: true },
      cell: (row) => row.displayName || row.name,
      value: (row) => row.name,
    },
    {
      ...{ title: "DURATION", key: "durationMs", isNumber: true },
      cell: (row) => duration(row.durationMs),
      value: (row) => row.durationMs,
    },
    ...fieldNames(rows).map((name) => fieldColumn(rows, name)),
    { title: "", key: "testId", cell: (row) => row.testId, isForCsvOnly: true },
  ];
}

function fieldColumn(rows: readonly ToldRow[], name: string): Column<ToldRow> {
  const isNumber = rows.every((row) => typeof (fieldOf(row, name) ?? 0) === "number");
  return {
    ...{ title: name, key: name, isNumber, isText: !isNumber },
    cell: (row) => fieldText(fieldOf(row, name)),
    value: (row) => fieldOf(row, name),
  };
}

function pivotColumns(rowField: string, { columns }: Pivot): Column<PivotRow>[] {
  return [
    { title: rowField, key: rowField, cell: ({ row }) => fieldText(row), value: ({ row }) => row },
    ...columns.map((column, index): Column<PivotRow> => {
      const title = fieldText(column);
      return {
        ...{ title, key: title, isNumber: true },
        cell: ({ cells }) => fieldText(cells[index] ?? null),
        value: ({ cells }) => cells[index] ?? null,
      };
    }),
  ];
}
