import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { LinesChart } from "../chart/linesChart.tsx";
import { wholeNumber } from "../format/wholeNumber.ts";
import { type HarvestSearch, type PivotOf, pivotWords } from "../search/harvestSearch.ts";
import { FieldChoice } from "./fieldChoice.tsx";
import type { HarvestField, HarvestFields, HarvestRow } from "./harvestFields.ts";
import { HarvestPivot } from "./harvestTable.tsx";
import { metricLines } from "./metricLines.ts";
import { mostPivotColumns, type PivotChoice, pivotTable } from "./pivotTable.ts";

interface HarvestFiguresProps {
  rows: readonly HarvestRow[];
  fields: HarvestFields;
  search: HarvestSearch;
  view: "pivot" | "runs";
}

/** What tests told, put together: a field against another one, or over the runs. What is chosen stands in the address. */
export function HarvestFigures({ rows, fields, search, view }: HarvestFiguresProps) {
  const navigate = useNavigate({ from: "/harvest" });
  const set = (change: Partial<HarvestSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const values = [...fields.metrics, ...fields.all.filter(({ key }) => key === "durationMs")];
  const choice = useMemo(() => chosen(fields, search), [fields, search]);
  if (choice === undefined) return null;
  return (
    <>
      <div className="harvest-choices">
        <FieldChoice
          label={view === "runs" ? "A line for each" : "Rows"}
          fields={fields.all}
          value={choice.row.key}
          onChange={(row) => set({ row })}
        />
        {view === "pivot" && (
          <FieldChoice
            label="Columns"
            fields={fields.all}
            value={choice.column.key}
            onChange={(column) => set({ column })}
          />
        )}
        <FieldChoice label="Value" fields={values} value={choice.value.key} onChange={(value) => set({ value })} />
        <label className="fieldChoice">
          <span className="muted">Of several</span>
          <select
            className="field"
            value={choice.of}
            onChange={({ target }) =>
              set({ of: target.value === "mean" ? undefined : (target.value as Exclude<PivotOf, "mean">) })
            }
          >
            {Object.entries(pivotWords).map(([of, word]) => (
              <option key={of} value={of}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      {view === "pivot" ? <Pivot rows={rows} choice={choice} /> : <OverRuns rows={rows} choice={choice} />}
    </>
  );
}

function Pivot({ rows, choice }: { rows: readonly HarvestRow[]; choice: PivotChoice }) {
  const table = useMemo(() => pivotTable(rows, choice), [rows, choice]);
  const left = table.columns.length - mostPivotColumns;
  if (table.lines.length === 0) return <p className="muted">No test told all three.</p>;
  return (
    <>
      <HarvestPivot table={table} head={choice.row.word} />
      {left > 0 && <p className="muted">{wholeNumber(left)} more columns found no room.</p>}
    </>
  );
}

function OverRuns({ rows, choice }: { rows: readonly HarvestRow[]; choice: PivotChoice }) {
  const { lines, left } = useMemo(() => metricLines(rows, choice), [rows, choice]);
  if (lines.length === 0) return <p className="muted">No test told both.</p>;
  return (
    <>
      <LinesChart label={`${choice.value.word} over runs`} lines={lines} isTime />
      {left > 0 && <p className="muted">{wholeNumber(left)} more lines found no room.</p>}
      <Pivot rows={rows} choice={choice} />
    </>
  );
}

/** What is asked for, or else what says most: two params that vary against each other, the first metric in the cells. */
function chosen({ all, params, metrics }: HarvestFields, search: HarvestSearch): PivotChoice | undefined {
  const find = (key: string | undefined): HarvestField | undefined => all.find((field) => field.key === key);
  const row = find(search.row) ?? params[0] ?? find("test");
  const column =
    search.view === "runs" ? find("run") : (find(search.column) ?? params.find((each) => each !== row) ?? find("run"));
  const value = find(search.value) ?? metrics[0] ?? find("durationMs");
  if (row === undefined || column === undefined || value === undefined) return undefined;
  return { row, column, value, of: search.of ?? "mean" };
}
