import type { HistoryCell, Page, TestDetail } from "@backstory/model";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import type { HistoryWay, TestSearch } from "../search/testSearch.ts";
import { HistoryGrid } from "./historyGrid.tsx";

const ways: readonly (readonly [HistoryWay, string])[] = [
  ["branch", "Branch"],
  ["target", "Target"],
  ["variant", "Variant"],
  ["worker", "Worker"],
];

interface RunsByWayProps {
  test: TestDetail;
  search: TestSearch;
  cells: UseInfiniteQueryResult<InfiniteData<Page<HistoryCell>>>;
  /** The run whose result is shown. */
  openRun: string | undefined;
}

/** The runs of a test over time, told apart as the reader chooses: by params only where there are any. */
export function RunsByWay({ test, search, cells, openRun }: RunsByWayProps) {
  const { by: way = "branch", branch, in: target, variant, status } = search;
  const navigate = useNavigate({ from: "/tests/$testId" });
  const hasParams = Object.keys(test.params).length > 0 || way === "params";
  return (
    <section aria-labelledby="runsByWay">
      <div className="section-head">
        <h2 id="runsByWay">Runs by {way}</h2>
        <SegmentedChoice
          label="Told apart by"
          choices={hasParams ? [...ways, ["params", "Params"]] : ways}
          value={way}
          onChange={(by) =>
            void navigate({ search: (before) => ({ ...before, by }), replace: true, resetScroll: false })
          }
        />
      </div>
      <HistoryGrid
        testId={test.testId}
        way={way}
        cells={cells}
        question={JSON.stringify([test.testId, way, branch, target, variant, status])}
        openRun={openRun}
      />
    </section>
  );
}
