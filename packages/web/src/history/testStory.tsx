import type { HistoryCell, HistoryEntry, Page, TestDetail } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { TestFacts } from "../facts/testFacts.tsx";
import { useAllItems } from "../queries/useAllItems.ts";
import type { TestSearch } from "../search/testSearch.ts";
import { SavedViews } from "../views/savedViews.tsx";
import { CopyHistory } from "./copyHistory.tsx";
import { DurationFigure } from "./durationFigure.tsx";
import { HistoryFilters } from "./historyFilters.tsx";
import { HistoryStrip } from "./historyStrip.tsx";
import { HistoryTable } from "./historyTable.tsx";
import { MetricFigure } from "./metricFigure.tsx";
import { metricSeries } from "./metricSeries.ts";
import { ResultInRun } from "./resultInRun.tsx";
import { RunsByWay } from "./runsByWay.tsx";
import "./testStory.css";

const noEntries: readonly HistoryEntry[] = [];
const mostCharts = 8;

interface TestStoryProps {
  test: TestDetail;
  history: UseInfiniteQueryResult<InfiniteData<Page<HistoryEntry>>>;
  cells: UseInfiniteQueryResult<InfiniteData<Page<HistoryCell>>>;
  search: TestSearch;
}

/** The runs that a test was in, as a strip, a grid, charts of durations and metrics, and a table; beside them a result. */
export function TestStory({ test, history, cells, search }: TestStoryProps) {
  const { items, hasMore, loadMore } = useAllItems(history, test.testId);
  const recent = history.data?.pages[0]?.items ?? noEntries;
  const shown = shownRun(test, recent, search.run);
  const metrics = useMemo(() => metricSeries(recent), [recent]);
  return (
    <>
      <HistoryStrip entries={recent} testId={test.testId} />
      <div className="testStory">
        <div className="testStory-part testStory-runs">
          <RunsByWay test={test} search={search} cells={cells} openRun={shown?.runId} />
        </div>
        {shown && (
          <div className="testStory-failure">
            <ResultInRun testId={test.testId} attempt={search.attempt} {...shown} />
          </div>
        )}
        <div className="testStory-rest">
          {recent.length > 1 && (
            <section className="testStory-part" aria-labelledby="durations">
              <h2 id="durations">Duration</h2>
              <DurationFigure entries={recent} />
            </section>
          )}
          {metrics.length > 0 && (
            <section className="testStory-part" aria-labelledby="metrics">
              <h2 id="metrics">Metrics</h2>
              {metrics.slice(0, mostCharts).map((series) => (
                <MetricFigure key={series.name} series={series} />
              ))}
              {metrics.length > mostCharts && (
                <p className="muted">And {metrics.length - mostCharts} more: each result has all of its metrics.</p>
              )}
            </section>
          )}
          <TestFacts test={test} />
          <section className="testStory-part" aria-labelledby="history">
            <div className="section-head">
              <h2 id="history">History</h2>
              <div className="historyTools">
                <HistoryFilters search={search} />
                <SavedViews page="test" />
                <CopyHistory test={test} search={search} entries={items} />
              </div>
            </div>
            {items.length === 0 && <p className="muted">No run of this test is left: take off a filter.</p>}
            <HistoryTable testId={test.testId} entries={items} hasMore={hasMore} loadMore={loadMore} />
          </section>
        </div>
      </div>
    </>
  );
}

/** The result that is shown: the one that the address names, else the last failure, else that of the newest run. */
function shownRun(test: TestDetail, recent: readonly HistoryEntry[], asked: string | undefined) {
  if (asked !== undefined) return { runId: asked, title: "Result", isAsked: true };
  if (test.lastFailure) return { runId: test.lastFailure.run.runId, title: "Last failure", isAsked: false };
  const [newest] = recent;
  return newest && { runId: newest.run.runId, title: "Newest result", isAsked: false };
}
