import type { Test } from "@backstory/model";
import { VirtualGrid } from "../grid/virtualGrid.tsx";
import { outcomes } from "../status/outcomes.ts";
import { TestRow, testsHead } from "./testRow.tsx";
import "./testsList.css";

interface TestsListProps {
  tests: readonly Test[];
  listKey: string;
  hasMore: boolean;
  loadMore: () => Promise<unknown>;
}

/** Tests with where they stand now. */
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

const keyOf = (test: Test) => test.testId;
const heightOf = () => 36;
const isFailed = (test: Test) => outcomes[test.lastOutcome].failing;
