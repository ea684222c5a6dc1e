import type { RunDetail } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { duration } from "../../format/duration.ts";
import { shellWord } from "../../format/shellWord.ts";
import { sqlText } from "../../format/sqlText.ts";
import { wholeNumber } from "../../format/wholeNumber.ts";
import { CopyAs } from "../../parts/copyAs.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { TestTitle } from "../../parts/testTitle.tsx";
import { runSynthesisQuery } from "../../queries/runPartsQueries.ts";
import { useAllItems } from "../../queries/useAllItems.ts";
import { OutcomeMark } from "../../status/outcomeMark.tsx";
import { visibleText } from "../../text/visibleText.ts";
import { harvestCell, harvestColumns } from "./harvestColumns.ts";
import "./harvestView.css";

/** What the tests of a run found out: a row a test, a column for each parameter, metric and property. */
export function HarvestView({ run }: { run: RunDetail }) {
  const query = useInfiniteQuery(runSynthesisQuery(run.runId));
  const { items, hasMore, loadMore } = useAllItems(query, run.runId);
  const columns = useMemo(() => harvestColumns(items), [items]);
  if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={12} rowHeight={28} />;
  if (columns.length === 0) {
    return (
      <Notice title="The tests of this run told nothing of themselves">
        Params, metrics and properties of tests stand here: see the guide of your runner for how to record them.
      </Notice>
    );
  }
  return (
    <div className="harvest">
      <div className="harvest-bar">
        <p className="muted">
          {hasMore
            ? `The first ${wholeNumber(items.length)} of ${wholeNumber(run.counts.total)}`
            : wholeNumber(items.length)}{" "}
          tests
        </p>
        <CopyAs
          cli={`backstory harvest ${shellWord(run.runId)}`}
          sql={`SELECT testId, metrics, properties FROM resultDetails WHERE project = ${sqlText(run.project)} AND submissionId = ${sqlText(run.runId)}`}
          items={items}
          columns={[
            { head: "Test", cell: (row) => row.name },
            ...columns.map((column) => ({
              head: column.name,
              cell: (row: (typeof items)[number]) => harvestCell(row, column),
            })),
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section className="harvest-box" aria-label="Harvest" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col">Took</th>
              {columns.map(({ kind, name }) => (
                <th scope="col" key={`${kind} ${name}`} title={kind}>
                  <bdi>{visibleText(name)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.testId}>
                <th scope="row">
                  <OutcomeMark mark={row.outcome} />{" "}
                  <Link to="/tests/$testId" params={{ testId: row.testId }}>
                    <TestTitle test={{ ...row, params: {} }} />
                  </Link>
                </th>
                <td data-number>{duration(row.durationMs)}</td>
                {columns.map((column) => (
                  <td key={`${column.kind} ${column.name}`} data-number={column.kind === "metric" ? "" : undefined}>
                    {visibleText(harvestCell(row, column))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {hasMore && (
        <button type="button" className="button" disabled={query.isFetchingNextPage} onClick={() => void loadMore()}>
          Show more
        </button>
      )}
    </div>
  );
}
