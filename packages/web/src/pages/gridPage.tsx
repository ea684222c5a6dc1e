import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { useKeys } from "../keyboard/useKeys.ts";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { needsProject, ProjectChoice } from "../parts/projectChoice.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { gridQuery } from "../queries/gridQuery.ts";
import { useLastData } from "../queries/useLastData.ts";
import { SearchNote } from "../queryBar/searchNote.tsx";
import type { GridSearch } from "../search/gridSearch.ts";
import { usePage } from "../shell/usePage.ts";
import { GridCanvas } from "../testGrid/gridCanvas.tsx";
import { GridLegend } from "../testGrid/gridLegend.tsx";
import { GridLook } from "../testGrid/gridLook.tsx";
import { type GridModel, type GridPlace, gridModel, letterAt } from "../testGrid/gridModel.ts";
import { GridToolbar } from "../testGrid/gridToolbar.tsx";

const none = { runs: [], tests: [], leftOut: 0 };

/**
 * Tests against runs, as many as there are. At first glance: what began to fail when, and together with what. Most done:
 * opening the result of a cell, narrowing to what did not always pass, comparing two runs.
 */
export function GridPage() {
  usePage("Grid");
  const search = useSearch({ from: "/grid" });
  const navigate = useNavigate({ from: "/grid" });
  const { order = "name", show, size = 18 } = search;
  const { data: answer, error, refetch } = useQuery(gridQuery(search));
  const data = useLastData(answer, error);
  const model = useMemo(() => gridModel(data ?? none, { order, isOnlySome: show === "some" }), [data, order, show]);
  const [range, setRange] = useState<readonly [number, number]>();
  const ends = range?.map((column) => model.runs[column]?.runId) ?? [];
  const [before, after] = ends;
  const canCompare = before !== undefined && after !== undefined && before !== after;
  const compare = () => {
    if (canCompare) void navigate({ to: "/compare", search: { a: before, b: after } as object });
  };
  useKeys({ c: () => (canCompare ? compare() : false), Escape: () => (range ? setRange(undefined) : false) });

  const set = (change: Partial<GridSearch>, replace: boolean) => {
    setRange(undefined);
    void navigate({ search: (current) => ({ ...current, ...change }), replace, resetScroll: false });
  };
  const open = (place: GridPlace) => {
    const [test, run] = [model.tests[place.row], model.runs[place.column]];
    if (!test || !run || letterAt(model, place) === ".") return;
    void navigate({ to: "/runs/$runId", params: { runId: run.runId }, search: { test: test.testId } });
  };
  return (
    <>
      <header className="pageHead">
        <h1>Grid</h1>
        <GridToolbar search={search} model={model} onChange={set} />
      </header>
      {data && <SearchNote error={error} />}
      {body()}
    </>
  );

  function waiting() {
    if (needsProject(error)) {
      return <ProjectChoice what="The grid is of one project." onChoose={(project) => set({ project }, false)} />;
    }
    return error ? <Problem error={error} retry={() => void refetch()} /> : <SkeletonRows count={20} rowHeight={18} />;
  }

  function body() {
    if (!data) return waiting();
    if (model.tests.length === 0) {
      return (
        <>
          <div className="testGrid-words">
            <GridLook search={search} onChange={set} />
          </div>
          <Notice title="No test matches">
            {show === "some" ? "All tests passed whenever they ran." : "Try fewer words, or more runs."}
          </Notice>
        </>
      );
    }
    return (
      <>
        <div className="testGrid-words">
          <span>{gridWords(model, data.leftOut)}</span>
          <GridLegend />
          {canCompare && (
            <button type="button" className="button" onClick={compare}>
              Compare the first and the last of {counted((range?.[1] ?? 0) - (range?.[0] ?? 0) + 1, "run")}
              <kbd>c</kbd>
            </button>
          )}
          <GridLook search={search} onChange={set} />
        </div>
        <GridCanvas model={model} size={size} range={range} onRange={setRange} onOpen={open} />
      </>
    );
  }
}

function gridWords({ tests, runs }: GridModel, leftOut: number): string {
  const size = `${counted(tests.length, "test")} × ${counted(runs.length, "run")}`;
  if (leftOut === 0) return size;
  return `${size}, ${wholeNumber(leftOut)} more tests fit that have no room: search, or take fewer runs`;
}
