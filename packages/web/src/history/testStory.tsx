import type { HistoryEntry, Page, TestDetail } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useAllItems } from "../queries/useAllItems.ts";
import { DurationFigure } from "./durationFigure.tsx";
import { HistoryStrip } from "./historyStrip.tsx";
import { HistoryTable } from "./historyTable.tsx";
import { LastFailure } from "./lastFailure.tsx";
import "./testStory.css";

interface TestStoryProps {
  test: TestDetail;
  history: UseInfiniteQueryResult<InfiniteData<Page<HistoryEntry>>>;
}

/** The runs that a test was in, as a strip, a chart of durations and a table; beside them its last failure. */
export function TestStory({ test, history }: TestStoryProps) {
  const { items, hasMore, loadMore } = useAllItems(history, test.testId);
  const recent = history.data?.pages[0]?.items ?? [];
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
          <section className="testStory-part" aria-labelledby="history">
            <h2 id="history">History</h2>
            <HistoryTable testId={test.testId} entries={items} hasMore={hasMore} loadMore={loadMore} />
          </section>
        </div>
      </div>
    </>
  );
}
