import type { RunDetail, SynthesisRow } from "@backstory/model";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useAsof } from "../../asof/useAsof.ts";
import { commandLine } from "../../format/commandLine.ts";
import { duration } from "../../format/duration.ts";
import { testTitle } from "../../format/testTitle.ts";
import { wholeNumber } from "../../format/wholeNumber.ts";
import { toldSql } from "../../harvest/toldSql.ts";
import { CopyAs } from "../../parts/copyAs.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { runSynthesisQuery } from "../../queries/runPartsQueries.ts";
import { useAllItems } from "../../queries/useAllItems.ts";
import type { DataColumn } from "../../table/dataColumn.ts";
import { DataTable } from "../../table/dataTable.tsx";
import { harvestColumns } from "./harvestColumns.ts";
import "./harvestView.css";

/** What the tests of a run found out: a row a test, a column for each parameter, metric and property. */
export function HarvestView({ run }: { run: RunDetail }) {
  const asof = useAsof();
  const query = useInfiniteQuery(runSynthesisQuery(run.runId));
  const { items, hasMore, loadMore } = useAllItems(query, run.runId);
  const told = useMemo(() => harvestColumns(items), [items]);
  const columns = useMemo(() => [...common, ...told], [told]);
  if (query.error && !query.data) return <Problem error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={12} rowHeight={28} />;
  if (told.length === 0) {
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
        {hasMore && (
          <button type="button" className="button" disabled={query.isFetchingNextPage} onClick={() => void loadMore()}>
            Show more
          </button>
        )}
        <CopyAs
          cli={commandLine(["harvest", run.runId], { asof })}
          sql={toldSql({ runIds: [run.runId], asof, hasAll: true })}
          items={items}
          columns={columns.map((column) => ({
            head: column.head,
            cell: (row: SynthesisRow) => copied(column.value(row)),
          }))}
        />
      </div>
      <DataTable label="Harvest" columns={columns} rows={items} links={linksOf} />
    </div>
  );
}

const common: readonly DataColumn<SynthesisRow>[] = [
  { key: "test", head: "Test", isNumber: false, value: (row) => testTitle({ ...row, params: {} }).title },
  { key: "outcome", head: "Outcome", isNumber: false, value: ({ outcome }) => outcome },
  {
    ...{ key: "durationMs", head: "Took", isNumber: true },
    value: ({ durationMs }) => durationMs,
    text: ({ durationMs }) => duration(durationMs),
  },
];

function copied(value: unknown): string | number {
  if (value === undefined || value === null) return "";
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);
}

function linksOf({ testId }: SynthesisRow) {
  return (
    <>
      <Link from="/runs/$runId" to="." search={(search) => ({ ...search, view: undefined, test: testId })}>
        The result
      </Link>
      <Link to="/tests/$testId" params={{ testId }}>
        Its history
      </Link>
    </>
  );
}
