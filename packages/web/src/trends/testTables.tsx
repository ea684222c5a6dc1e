import type { CrossRunFlakyFigures, FlakyFigures, SlowestFigures } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { testTitle } from "../format/testTitle.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { TestTitle } from "../parts/testTitle.tsx";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import { type FigureColumn, FigureTable } from "./figureTable.tsx";
import { testsSql, trendsCommand } from "./trendsAsText.ts";

type Named = SlowestFigures["items"][number] | FlakyFigures["items"][number] | CrossRunFlakyFigures["items"][number];

const test: FigureColumn<Named> = {
  head: "Test",
  cell: (row) => {
    const { title, inputs } = testTitle(row);
    return [row.suite, inputs ? `${title} [${inputs}]` : title].filter(Boolean).join(" > ");
  },
  show: (row) => (
    <>
      <Link to="/tests/$testId" params={{ testId: row.testId }}>
        <TestTitle test={row} />
      </Link>{" "}
      <span className="muted">
        <bdi>{visibleText(row.suite)}</bdi>
      </span>
    </>
  ),
};

function number<Row>(head: string, of: (row: Row) => number, words: (value: number) => string): FigureColumn<Row> {
  return { head, cell: of, show: (row) => words(of(row)), isNumber: true };
}

const keyOf = (row: Named) => row.testId;

interface TestTableProps<Figures> {
  figures: Figures;
  search: TrendsSearch;
}

/** The tests whose passes took longest. */
export function SlowestTable({ figures, search }: TestTableProps<SlowestFigures>) {
  type Row = SlowestFigures["items"][number];
  return (
    <FigureTable<Row>
      id="slowest"
      title="Slowest tests"
      means="By the median of their passes."
      rows={figures.items}
      rowKey={keyOf}
      columns={[
        test,
        number<Row>("Median", ({ p50Ms }) => p50Ms, duration),
        number<Row>("p95", ({ p95Ms }) => p95Ms, duration),
        { ...number<Row>("Passes", ({ passes }) => passes, wholeNumber), isExtra: true },
      ]}
      empty="No test passed in this time."
      cli={trendsCommand("slow", search)}
      sql={testsSql(search, { having: "passes > 0", order: "p50Ms" })}
    />
  );
}

/** The tests that failed and then passed within a run. */
export function FlakyTable({ figures, search }: TestTableProps<FlakyFigures>) {
  type Row = FlakyFigures["items"][number];
  return (
    <FigureTable<Row>
      id="flaky"
      title="Flaky within a run"
      means="Failed, then passed in the same run; by the share of their runs."
      rows={figures.items}
      rowKey={keyOf}
      columns={[
        test,
        number<Row>("Share", ({ flakyRate }) => flakyRate, percent),
        number<Row>("Flaky runs", ({ flakyRuns }) => flakyRuns, wholeNumber),
        { ...number<Row>("Runs", ({ runs }) => runs, wholeNumber), isExtra: true },
      ]}
      empty="No test was flaky in this time."
      cli={trendsCommand("stats flaky", search)}
      sql={testsSql(search, { having: "fails > 0 AND retriedRuns > 0", order: "retriedRuns / runs" })}
    />
  );
}

/** The tests that pass in some runs and fail in others. */
export function CrossRunFlakyTable({ figures, search }: TestTableProps<CrossRunFlakyFigures>) {
  type Row = CrossRunFlakyFigures["items"][number];
  return (
    <FigureTable<Row>
      id="cross-run-flaky"
      title="Passing and failing from run to run"
      means="Passed in some runs and failed in others; the most failing first."
      rows={figures.items}
      rowKey={keyOf}
      columns={[
        test,
        number<Row>("Fail rate", ({ failRate }) => failRate, percent),
        number<Row>("Fails", ({ fails }) => fails, wholeNumber),
        number<Row>("Passes", ({ passes }) => passes, wholeNumber),
        { ...number<Row>("Runs", ({ runs }) => runs, wholeNumber), isExtra: true },
      ]}
      empty="Every test ended alike in all of its runs."
      cli={trendsCommand("stats cross-run-flaky", search)}
      sql={testsSql(search, { having: "fails > 0 AND passes > 0", order: "fails / runs" })}
    />
  );
}
