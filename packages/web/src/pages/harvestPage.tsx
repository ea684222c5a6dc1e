import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { counted } from "../format/wholeNumber.ts";
import { CopyHarvest } from "../harvest/copyHarvest.tsx";
import { harvestFields, harvestRows } from "../harvest/harvestFields.ts";
import { HarvestFigures } from "../harvest/harvestFigures.tsx";
import { HarvestTable } from "../harvest/harvestTable.tsx";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SearchField } from "../parts/searchField.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { harvestQuery } from "../queries/harvestQuery.ts";
import { WordField } from "../runs/wordField.tsx";
import { type HarvestSearch, type HarvestView, runCounts } from "../search/harvestSearch.ts";
import { usePage } from "../shell/usePage.ts";
import { SavedViews } from "../views/savedViews.tsx";
import "../run/outcomeTabs.css";
import "../runs/runsFilters.css";
import "../harvest/harvest.css";

const views: readonly (readonly [HarvestView, string])[] = [
  ["table", "Everything"],
  ["pivot", "Pivot"],
  ["runs", "Over runs"],
];

/**
 * What tests found out beside passing: params, metrics and properties of the newest runs. At first glance: the table of
 * everything. What people do most: set one param against another, watch a metric over runs, take the numbers along.
 */
export function HarvestPage() {
  usePage("Harvest");
  const search = useSearch({ from: "/harvest" });
  const navigate = useNavigate({ from: "/harvest" });
  const { data, error, refetch } = useQuery(harvestQuery(search));
  const rows = useMemo(() => (data ? harvestRows(data) : []), [data]);
  const fields = useMemo(() => harvestFields(rows), [rows]);
  const view = search.view ?? "table";
  const set = (change: Partial<HarvestSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });

  return (
    <>
      <header className="pageHead">
        <h1>Harvest</h1>
        <div className="runsFilters harvest-filters">
          <SearchField label="Search tests" value={search.q ?? ""} onSearch={(q) => set({ q: q || undefined }, true)} />
          <WordField
            label="Branch"
            value={search.branch}
            offered={[...new Set(data?.runs.map(({ branch }) => branch).filter((branch) => branch !== ""))]}
            onChange={(branch) => set({ branch })}
          />
          <select
            className="field"
            aria-label="How many runs"
            value={search.runs ?? runCounts[0]}
            onChange={({ target }) => {
              const runs = Number(target.value);
              set({ runs: runs === runCounts[0] ? undefined : runs });
            }}
          >
            {runCounts
              .toSorted((one, other) => one - other)
              .map((count) => (
                <option key={count} value={count}>
                  {count === 1 ? "The newest run" : `${count} newest runs`}
                </option>
              ))}
          </select>
          <SavedViews page="harvest" />
          {data && rows.length > 0 && <CopyHarvest search={search} runs={data.runs} rows={rows} fields={fields.all} />}
        </div>
      </header>
      <div className="harvest-head">
        <nav className="tabs" aria-label="Show as">
          {views.map(([name, word]) => (
            <Link
              key={name}
              from="/harvest"
              to="."
              search={(before) => ({ ...before, view: name === "table" ? undefined : name })}
              resetScroll={false}
              activeOptions={{ exact: true }}
              aria-current={view === name ? "true" : undefined}
            >
              {word}
            </Link>
          ))}
        </nav>
        {data && (
          <p className="muted" role="status">
            {counted(rows.length, "row")} of {counted(data.runs.length, "run")}
            {data.isCut && ": the rest finds no room, search for fewer tests"}
          </p>
        )}
      </div>
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={14} rowHeight={28} />;
    if (rows.length === 0) return <NothingTold isFiltered={Boolean(search.q || search.branch || search.target)} />;
    if (view === "table") return <HarvestTable rows={rows} fields={fields} />;
    return <HarvestFigures rows={rows} fields={fields} search={search} view={view} />;
  }
}

function NothingTold({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <Notice title="No test told anything here">Try another branch, or more runs.</Notice>;
  return (
    <Notice title="No test has told a metric or a property yet">
      In a test of pytest write <code>results_bag.accuracy = 0.93</code>; in one of Vitest, Jest, Mocha or Playwright{" "}
      <code>metric("accuracy", 0.93)</code>. What tests tell is kept with every run and compared here.
    </Notice>
  );
}
