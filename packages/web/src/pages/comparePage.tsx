import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { ComparedSide } from "../compare/comparedSide.tsx";
import { Comparison } from "../compare/comparison.tsx";
import { CopyComparison } from "../compare/copyComparison.tsx";
import { offeredSelectors } from "../compare/offeredSelectors.ts";
import { SelectorField } from "../compare/selectorField.tsx";
import { StartComparing } from "../compare/startComparing.tsx";
import { Transitions } from "../compare/transitions.tsx";
import { usePageActions } from "../palette/pageActions.ts";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { comparisonQuery } from "../queries/comparisonQuery.ts";
import { runsQuery } from "../queries/runsQuery.ts";
import { usePage } from "../shell/usePage.ts";
import { SavedViews } from "../views/savedViews.tsx";
import "../runs/runsFilters.css";
import "../compare/compare.css";

/**
 * What changed from any runs to any others. At first glance: which runs, and how many tests broke, recovered, slowed down.
 * What people do most: open a newly failing test and see both failures side by side, go to the next, swap or widen a side.
 */
export function ComparePage() {
  usePage("Compare");
  const { a = "", b = "", class: chosen, test, project, target } = useSearch({ from: "/compare" });
  const navigate = useNavigate({ from: "/compare" });
  const runs = useInfiniteQuery(runsQuery({ project, target }));
  const known = useMemo(() => runs.data?.pages[0]?.items ?? [], [runs.data]);
  const offered = useMemo(() => offeredSelectors(known), [known]);
  const sides = { a, b, project, target };
  const isAsked = a !== "" && b !== "";
  const { data: changes, error, refetch } = useQuery({ ...comparisonQuery(sides), enabled: isAsked });
  const choose = (change: { a?: string; b?: string }) =>
    void navigate({ search: (search) => ({ ...search, ...change, class: undefined, test: undefined }) });
  const swap = () => choose({ a: b, b: a });
  usePageActions([{ word: "Swap before and after", act: swap }]);

  return (
    <>
      <header className="pageHead">
        <h1>Compare</h1>
        <div className="compare-menus">
          <SavedViews page="compare" />
          {changes && <CopyComparison sides={sides} changes={changes} />}
        </div>
      </header>
      <search className="compare-sides" aria-label="Which runs">
        <SelectorField label="Before" value={a} offered={offered} onChoose={(selector) => choose({ a: selector })} />
        <button type="button" className="button" onClick={swap} disabled={!isAsked} title="Swap before and after">
          ⇄<span className="hidden"> Swap before and after</span>
        </button>
        <SelectorField label="After" value={b} offered={offered} onChoose={(selector) => choose({ b: selector })} />
      </search>
      {body()}
    </>
  );

  function body() {
    if (!isAsked) return runs.data ? <StartComparing runs={known} /> : <SkeletonRows count={6} rowHeight={32} />;
    if (error && !changes) return <Problem error={error} retry={() => void refetch()} />;
    if (!changes) return <SkeletonRows count={12} rowHeight={56} />;
    return (
      <>
        <div className="compare-told">
          {changes.before && <ComparedSide word="From" side={changes.before} />}
          <ComparedSide word="to" side={changes.after} />
          {changes.transitions.length > 0 && <Transitions transitions={changes.transitions} />}
        </div>
        <Comparison sides={sides} changes={changes} chosen={chosen} openTest={test} />
      </>
    );
  }
}
