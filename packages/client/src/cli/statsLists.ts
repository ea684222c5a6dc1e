import type {
  BranchFigures,
  Churn,
  Counts,
  CrossRunFlakyFigures,
  FlakyFigures,
  LabelFigures,
  OverviewFigures,
  Page,
  PipelineFigures,
  RunFigures,
  Summary,
  TrendFigures,
} from "@backstory/model";
import { duration, durationOrNothing, moment, percent, shortCommit } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { type Printable, printable } from "./output/printList.ts";

interface Figure {
  readonly name: string;
  readonly text: string;
  readonly value: number | string | null;
}

const figureColumns: readonly Column<Figure>[] = [
  { title: "FIGURE", key: "figure", cell: ({ name }) => name },
  { title: "VALUE", key: "value", cell: ({ text }) => text, value: ({ value }) => value, isNumber: true },
];

/** The figures that one looks at first, one a line. */
export function overview(figures: OverviewFigures): Printable[] {
  const { outcomes, runDuration } = figures;
  const counts = (["passed", "failed", "broken", "flaky", "skipped"] as const).map((outcome) => ({
    ...{ name: outcome, text: String(outcomes[outcome]), value: outcomes[outcome] },
  }));
  const items: Figure[] = [
    { name: "runs", text: String(figures.runs), value: figures.runs },
    { name: "tests", text: String(figures.tests), value: figures.tests },
    ...counts,
    { name: "pass rate", text: percent(figures.passRate), value: figures.passRate },
    { name: "flaky tests", text: String(figures.flakyTests), value: figures.flakyTests },
    { name: "share of flaky tests", text: percent(figures.flakyShare), value: figures.flakyShare },
    { name: "run time, median", text: durationOrNothing(runDuration.medianMs), value: runDuration.medianMs },
    { name: "run time, p90", text: durationOrNothing(runDuration.p90Ms), value: runDuration.p90Ms },
  ];
  const title = `From ${moment(figures.since)} to ${moment(figures.until)}`;
  return [printable({ items, columns: figureColumns, empty: "", title })];
}

interface Grouped {
  readonly outcomes: Counts;
  readonly passRate: number | null;
}

/** How tests ended, as columns; broken ones are among the failed, as people count. */
const outcomeColumns: readonly Column<Grouped>[] = [
  countColumn("PASSED", "passed", ({ outcomes }) => outcomes.passed),
  countColumn("FAILED", "failed", ({ outcomes }) => outcomes.failed + outcomes.broken),
  countColumn("FLAKY", "flaky", ({ outcomes }) => outcomes.flaky),
  countColumn("SKIPPED", "skipped", ({ outcomes }) => outcomes.skipped),
  {
    title: "PASS RATE",
    key: "passRate",
    cell: (item) => percent(item.passRate),
    value: (item) => item.passRate,
    isNumber: true,
  },
];

function countColumn<Item>(title: string, key: string, countOf: (item: Item) => number): Column<Item> {
  return { title, key, cell: (item) => String(countOf(item)), value: countOf, isNumber: true };
}

const runsColumn = countColumn<{ readonly runs: number }>("RUNS", "runs", ({ runs: count }) => count);

const lastRun: Column<{ readonly lastRunAt: string }> = {
  ...{ title: "LAST RUN", key: "lastRunAt" },
  ...{ cell: ({ lastRunAt }) => moment(lastRunAt), value: ({ lastRunAt }) => lastRunAt },
};

/** Every target with how its last run ended. */
export function targets({ items }: Summary): Printable[] {
  const columns: readonly Column<Summary["items"][number]>[] = [
    { title: "PROJECT/TARGET", key: "target", cell: ({ project, target }) => `${project}/${target}` },
    {
      title: "STATUS",
      key: "status",
      cell: (item) => item.lastRun?.status ?? "",
      paint: (item) => paintOf(item.lastRun?.status ?? ""),
    },
    {
      title: "BEFORE",
      key: "previousStatus",
      cell: (item) => item.previousStatus ?? "",
      paint: (item) => paintOf(item.previousStatus ?? ""),
    },
    {
      title: "PASS RATE",
      key: "passRate",
      cell: (item) => percent(item.passRate),
      value: (item) => item.passRate,
      isNumber: true,
    },
    {
      title: "STARTED",
      key: "startedAt",
      cell: (item) => moment(item.lastRun?.startedAt ?? ""),
      value: (item) => item.lastRun?.startedAt ?? null,
    },
    { title: "BRANCH", key: "branch", cell: (item) => item.lastRun?.branch ?? "", isText: true },
    { title: "RUN", key: "runId", cell: (item) => item.lastRun?.runId ?? "" },
  ];
  return [printable({ items, columns, empty: "There are no targets." })];
}

/** Runs as lines. */
export function runs({ items, byStatus }: RunFigures): Printable[] {
  const columns: readonly Column<RunFigures["items"][number]>[] = [
    { title: "STARTED", key: "startedAt", cell: (run) => moment(run.startedAt), value: (run) => run.startedAt },
    { title: "TARGET", key: "target", cell: (run) => run.target },
    { title: "STATUS", key: "status", cell: (run) => run.status, paint: (run) => paintOf(run.status) },
    ...outcomeColumns,
    countColumn("TIME", "durationMs", (run) => run.durationMs),
    { title: "BRANCH", key: "branch", cell: (run) => run.branch, isText: true },
    { title: "RUN", key: "runId", cell: (run) => run.runId },
  ];
  const timed = columns.map((column) => (column.key === "durationMs" ? { ...column, cell: timeOf } : column));
  const note = `${byStatus.passed} passed, ${byStatus.failed} failed, ${byStatus.empty} empty.`;
  return [printable({ items, columns: timed, empty: "There are no runs in that time.", note })];
}

function timeOf({ durationMs }: { readonly durationMs: number }): string {
  return duration(durationMs);
}

/** Days as lines. */
export function trend({ items }: TrendFigures): Printable[] {
  const columns: readonly Column<TrendFigures["items"][number]>[] = [
    { title: "DAY", key: "day", cell: ({ day }) => day },
    ...[runsColumn, ...outcomeColumns],
    {
      ...{ title: "RUN TIME", key: "medianMs", isNumber: true },
      ...{
        cell: ({ runDuration }) => durationOrNothing(runDuration.medianMs),
        value: ({ runDuration }) => runDuration.medianMs,
      },
    },
  ];
  return [printable({ items, columns, empty: "There are no runs in that time." })];
}

/** Branches as lines. */
export function branches({ items }: BranchFigures): Printable[] {
  const columns: readonly Column<BranchFigures["items"][number]>[] = [
    { title: "BRANCH", key: "branch", cell: ({ branch }) => branch, isText: true },
    ...[runsColumn, ...outcomeColumns, lastRun],
  ];
  return [printable({ items, columns, empty: "There are no runs in that time." })];
}

/** The values of a label as lines; without a label, which there are. */
export function labels({ key, keys, items }: LabelFigures): Printable[] {
  if (key === null) {
    const columns: readonly Column<string>[] = [{ title: "LABEL", key: "label", cell: (label) => label }];
    const note = "Name one with --key.";
    return [
      printable({ items: keys, columns, empty: "There are no labels in that time.", ...(keys.length > 0 && { note }) }),
    ];
  }
  const columns: readonly Column<LabelFigures["items"][number]>[] = [
    { title: key.toUpperCase(), key: "value", cell: ({ value }) => value, isText: true },
    countColumn("TESTS", "tests", ({ tests }) => tests),
    ...[runsColumn, ...outcomeColumns, lastRun],
  ];
  return [printable({ items, columns, empty: `No test has the label '${key}' in that time.` })];
}

/** Pipelines as lines. */
export function pipelines({ items }: PipelineFigures): Printable[] {
  const columns: readonly Column<PipelineFigures["items"][number]>[] = [
    { title: "STARTED", key: "startedAt", cell: (item) => moment(item.startedAt), value: (item) => item.startedAt },
    { title: "PIPELINE", key: "pipeline", cell: ({ pipeline }) => pipeline },
    ...outcomeColumns,
    { title: "TIME", key: "durationMs", cell: timeOf, value: ({ durationMs }) => durationMs, isNumber: true },
    { title: "BRANCH", key: "branch", cell: ({ branch }) => branch, isText: true },
    { title: "COMMIT", key: "commit", cell: ({ commit }) => shortCommit(commit), value: ({ commit }) => commit },
    { title: "", key: "runUrl", cell: ({ runUrl }) => runUrl, isForCsvOnly: true },
  ];
  return [printable({ items, columns, empty: "There are no pipelines in that time." })];
}

type FlakyTest = FlakyFigures["items"][number];
type CrossRunTest = CrossRunFlakyFigures["items"][number];

const names: readonly Column<FlakyTest | CrossRunTest>[] = [
  { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
  {
    title: "NAME",
    key: "name",
    cell: ({ displayName, name }) => displayName || name,
    value: ({ name }) => name,
    isText: true,
  },
  { title: "", key: "testId", cell: ({ testId }) => testId, isForCsvOnly: true },
];

/** The tests that are flaky within runs. */
export function flaky({ items }: FlakyFigures): Printable[] {
  const columns: readonly Column<FlakyTest>[] = [
    {
      title: "FLAKY",
      key: "flakyRate",
      cell: (test) => percent(test.flakyRate),
      value: (test) => test.flakyRate,
      isNumber: true,
    },
    countColumn("FLAKY RUNS", "flakyRuns", ({ flakyRuns }) => flakyRuns),
    runsColumn,
    ...names,
  ];
  return [printable({ items, columns, empty: "No test was flaky in that time." })];
}

/** The tests that pass in some runs and fail in others. */
export function crossRunFlaky({ items }: CrossRunFlakyFigures): Printable[] {
  const columns: readonly Column<CrossRunTest>[] = [
    {
      title: "FAILED",
      key: "failRate",
      cell: (test) => percent(test.failRate),
      value: (test) => test.failRate,
      isNumber: true,
    },
    countColumn("PASSES", "passes", ({ passes }) => passes),
    countColumn("FAILS", "fails", ({ fails }) => fails),
    runsColumn,
    ...names,
  ];
  return [printable({ items, columns, empty: "No test both passed and failed in that time." })];
}

/** The families whose names are new in every run, with the parameter to blame. */
export function churn({ items }: Page<Churn>): Printable[] {
  const columns: readonly Column<Churn>[] = [
    countColumn("NAMES", "names", (family) => family.names),
    runsColumn,
    { title: "PROJECT/TARGET", key: "target", cell: ({ project, target }) => `${project}/${target}` },
    { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
    { title: "NAME", key: "name", cell: ({ name }) => name, isText: true },
    { title: "BECAUSE OF", key: "param", cell: ({ param }) => param ?? "the name itself" },
    { title: "AS", key: "examples", cell: ({ examples }) => examples.join(", "), isText: true },
  ];
  return [printable({ items, columns, empty: "The names of all tests stay." })];
}
