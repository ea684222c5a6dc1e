import type { HistoryEntry, Page, TestDetail } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAllItems } from "../queries/useAllItems.ts";
import { DurationFigure } from "./durationFigure.tsx";
import { HistoryStrip } from "./historyStrip.tsx";
import { HistoryTable } from "./historyTable.tsx";
import { LastFailure } from "./lastFailure.tsx";
import { MetricFigure } from "./metricFigure.tsx";
import { metricSeries } from "./metricSeries.ts";
import "./testStory.css";

const noEntries: readonly HistoryEntry[] = [];
const mostCharts = 8;

interface TestStoryProps {
  test: TestDetail;
  history: UseInfiniteQueryResult<InfiniteData<Page<HistoryEntry>>>;
}

/** The runs that a test was in, as a strip, charts of durations and metrics, and a table; beside them its last failure. */
export function TestStory({ test, history }: TestStoryProps) {
  const { items, hasMore, loadMore } = useAllItems(history, test.testId);
  const recent = history.data?.pages[0]?.items ?? noEntries;
  const metrics = useMemo(() => metricSeries(recent), [recent]);
  return (
    <>
      <HistoryStrip entries={recent} testId={test.testId} />
      <div className="testStory">
        {test.lastFailure && (
          <div className="testStory-failure">
            <LastFailure failure={test.lastFailure} testId={test.testId} />
          </div>
        )}
        <div>
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
          <section className="testStory-part" aria-labelledby="history">
            <h2 id="history">History</h2>
            <HistoryTable testId={test.testId} entries={items} hasMore={hasMore} loadMore={loadMore} />
          </section>
        </div>
      </div>
    </>
  );
}
