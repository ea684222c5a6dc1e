import { pageOf, type Run, type RunDetail, type RunResult, runDetailSchema, runResultSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findRun, runForms } from "./findRun.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { counted, duration, firstLine, moment, runStatus, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { formatOf } from "./output/format.ts";
import { paintOf } from "./output/paint.ts";
import { printable, printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface ShowOptions extends ListOptions {
  readonly status?: string;
  readonly all?: boolean;
  readonly suite?: string;
  readonly search?: string;
  readonly sort?: string;
}

/** `backstory show <run>`, which `backstory run <run>` is too: one run and its results, those that failed unless told. */
export function addShow(program: Command): void {
  withListOptions(program.command("show"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 50, cursor: true },
  })
    .description("show a run: what it adds up to, and its tests that failed or are flaky")
    .argument("[run]", runForms, "latest")
    .option("--all", "every test, not only those that failed or are flaky")
    .option("--status <outcomes>", "only tests with these outcomes, separated by commas")
    .option("--suite <suite>", "only tests of this suite")
    .option("--search <words>", "only tests with this in their suite, name or params")
    .option("--sort <by>", "failures, name or duration")
    .action(showRun);
}

async function showRun(words: string, options: ShowOptions): Promise<void> {
  const server = serverOf(options);
  const { project, target, branch, ...page } = filtersOf(options);
  const { runId } = await findRun(server, words, { project, target, branch, asof: page["asof"] });
  const run = await askServer(server, { path: `/runs/${runId}`, query: { asof: page["asof"] } }, runDetailSchema);
  const isNarrowed = options.all || options.search !== undefined || options.suite !== undefined;
  const { suite, search: q, sort, status = isNarrowed ? undefined : "failed,broken,flaky" } = options;
  const ask = { path: `/runs/${runId}/results`, query: { ...page, status, suite, q, sort } };
  const results = await askServer(server, ask, pageOf(runResultSchema));
  const list = {
    items: results.items,
    columns: resultColumns(results.items),
    empty: emptyWords(run, status),
    note: moreNote(results),
  };
  const facts = printable({ items: factsOf(run), columns: factColumns, empty: "" });
  const isCsv = formatOf(options) === "csv";
  printLists({ run, results }, options, isCsv ? [printable(list)] : [facts, printable(list)]);
}

function emptyWords({ counts }: Run, status: string | undefined): string {
  if (counts.total === 0) return "The run has no results.";
  return status === "failed,broken,flaky" ? "No test failed or is flaky." : "No test fits.";
}

interface Fact {
  readonly name: string;
  readonly text: string;
}

const factColumns: readonly Column<Fact>[] = [
  { title: "RUN", key: "name", cell: ({ name }) => name },
  {
    title: "",
    key: "text",
    cell: ({ text }) => text,
    isText: true,
    paint: ({ name, text }) => (name === "status" ? paintOf(text) : undefined),
  },
];

function factsOf(run: RunDetail): Fact[] {
  const { counts, ci } = run;
  const facts: Fact[] = [
    { name: "id", text: run.runId },
    { name: "target", text: `${run.project}/${run.target}` },
    { name: "status", text: runStatus(run) },
    { name: "tests", text: countsInWords(run) },
    { name: "started", text: `${moment(run.startedAt)}, took ${duration(run.durationMs)}` },
    { name: "build", text: run.build.name ?? "" },
    { name: "branch", text: run.branch },
    { name: "commit", text: shortCommit(run.commit) },
    { name: "pipeline", text: ci.runUrl ?? "" },
    {
      name: "submissions",
      text:
        run.submissionCount > 1
          ? `${run.submissionCount}, ${counted(run.executions, "execution")} of ${counts.total} tests`
          : "",
    },
    {
      name: "errors",
      text: run.errorRecords.map(({ where, message }) => `${where}: ${firstLine(message)}`).join("; "),
    },
    { name: "pinned", text: run.pinned ? "kept, however old it becomes" : "" },
  ];
  return facts.filter(({ text }) => text !== "");
}

/** The counts of a run in words: `35 of 40 passed, 3 failed, 2 skipped`. */
export function countsInWords({ counts }: Pick<Run, "counts">): string {
  const others = (["failed", "broken", "flaky", "skipped"] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcome}`);
  return [`${counts.passed} of ${counts.total} passed`, ...others].join(", ");
}

/** The target's display columns stand where the settings of the target name some. */
function resultColumns(items: readonly RunResult[]): Column<RunResult>[] {
  const custom = [...new Set(items.flatMap(({ columns }) => Object.keys(columns)))];
  return [
    {
      ...{ title: "OUTCOME", key: "outcome", value: (result: RunResult) => result.outcome },
      ...{ cell: outcomeOf, paint: (result: RunResult) => paintOf(result.outcome) },
    },
    { title: "", key: "rawStatus", cell: ({ rawStatus }) => rawStatus, isForCsvOnly: true },
    { title: "", key: "attempts", cell: () => "", value: ({ attempts }) => attempts, isForCsvOnly: true },
    {
      title: "TIME",
      key: "durationMs",
      cell: ({ durationMs }) => duration(durationMs),
      value: ({ durationMs }) => durationMs,
      isNumber: true,
    },
    { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
    {
      title: "NAME",
      key: "name",
      cell: ({ displayName, name }) => displayName || name,
      value: ({ name }) => name,
      isText: true,
    },
    ...custom.map((name) => ({
      title: name.toUpperCase(),
      key: name,
      cell: ({ columns }: RunResult) => columns[name] ?? "",
      isText: true,
    })),
    { title: "MESSAGE", key: "message", cell: ({ failure }) => firstLine(failure?.message ?? ""), isText: true },
    { title: "", key: "testId", cell: ({ testId }) => testId, isForCsvOnly: true },
  ];
}

function outcomeOf({ outcome, override, attempts }: RunResult): string {
  if (override !== null) return `${outcome} (overridden)`;
  return attempts > 1 ? `${outcome} (${attempts} attempts)` : outcome;
}
