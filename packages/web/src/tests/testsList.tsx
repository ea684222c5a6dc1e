import { VirtualGrid } from "../grid/virtualGrid.tsx";
import type { ShownTest } from "../queries/testsQuery.ts";
import { outcomes } from "../status/outcomes.ts";
import { TestRow, testsHead } from "./testRow.tsx";
import "./testsList.css";

interface TestsListProps {
  tests: readonly ShownTest[];
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** Tests with where they stand now, and what they did in the newest runs. */
export function TestsList({ tests, listKey, hasMore, loadMore }: TestsListProps) {
  return (
    <VirtualGrid
      label="Tests"
      columns="testsColumns"
      head={testsHead}
      rows={tests}
      rowKey={keyOf}
      rowHeight={heightOf}
      renderRow={(test, tabIndex) => <TestRow test={test} tabIndex={tabIndex} />}
      isFailure={isFailed}
      listKey={listKey}
      hasMore={hasMore}
      loadMore={loadMore}
    />
  );
}

const keyOf = (test: ShownTest) => test.testId;
const heightOf = () => 36;
const isFailed = (test: ShownTest) => outcomes[test.lastOutcome].failing;
