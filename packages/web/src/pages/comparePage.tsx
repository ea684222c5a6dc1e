import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { ComparedSide } from "../compare/comparedSide.tsx";
import { Comparison } from "../compare/comparison.tsx";
import { offeredSelectors } from "../compare/offeredSelectors.ts";
import { SelectorField } from "../compare/selectorField.tsx";
import { StartComparing } from "../compare/startComparing.tsx";
import { Transitions } from "../compare/transitions.tsx";
import { shellWord } from "../format/shellWord.ts";
import { testTitle } from "../format/testTitle.ts";
import { usePageActions } from "../palette/pageActions.ts";
import { CopyAs } from "../parts/copyAs.tsx";
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
          {changes && (
            <CopyAs
              cli={`backstory compare ${shellWord(a)} ${shellWord(b)}`}
              sql={sqlOf(changes.before?.runs.map(idOf) ?? [], changes.after.runs.map(idOf))}
              items={changes.lists.flatMap(({ class: name, items }) => items.map((item) => ({ class: name, ...item })))}
              columns={copied}
            />
          )}
          <SavedViews page="compare" />
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

type Copied = { class: string } & Parameters<typeof testTitle>[0] & {
    suite: string;
    before: { outcome: string | null };
    after: { outcome: string | null };
    q: number | null;
  };

const copied = [
  { head: "Change", cell: (row: Copied) => row.class },
  { head: "Suite", cell: (row: Copied) => row.suite },
  { head: "Test", cell: (row: Copied) => [testTitle(row).title, testTitle(row).inputs].filter(Boolean).join(" ") },
  { head: "Before", cell: (row: Copied) => row.before.outcome },
  { head: "After", cell: (row: Copied) => row.after.outcome },
  { head: "q", cell: (row: Copied) => row.q },
];

const idOf = ({ runId }: { runId: string }) => runId;

/** The attempts of both sides by status: where a look of one's own begins. */
function sqlOf(before: readonly string[], after: readonly string[]): string {
  const list = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join(", ");
  return `SELECT testId, countIf(status IN ('failed', 'broken') AND runId IN (${list(before)})) AS failingBefore,
  countIf(status IN ('failed', 'broken') AND runId IN (${list(after)})) AS failingAfter
FROM resultsByTest AS result FINAL
INNER JOIN (SELECT project, submissionId, runId FROM runMembers) AS member USING (project, submissionId)
WHERE runId IN (${list([...before, ...after])})
GROUP BY testId
HAVING failingBefore != failingAfter`;
}
