import type { SqlAnswer } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { BarChart } from "../chart/barChart.tsx";
import { LinesChart } from "../chart/linesChart.tsx";
import { duration } from "../format/duration.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { DataTable } from "../table/dataTable.tsx";
import { ExportMenu } from "../table/exportMenu.tsx";
import { resultChart } from "./resultChart.ts";
import { resultColumns } from "./resultColumns.ts";
import "../run/outcomeTabs.css";

interface SqlResultProps {
  answer: SqlAnswer;
  view: "table" | "chart";
}

/** What a statement answered: how much it was, and the rows as a table or as a drawing. */
export function SqlResult({ answer, view }: SqlResultProps) {
  const columns = useMemo(() => resultColumns(answer.columns), [answer]);
  const { rows, isCut, durationMs, readRows } = answer;
  return (
    <section className="sqlResult" aria-label="Result">
      <div className="sqlResult-head">
        <nav className="tabs" aria-label="Show the result as">
          {(["table", "chart"] as const).map((name) => (
            <Link
              key={name}
              from="/sql"
              to="."
              search={(before) => ({ ...before, view: name === "chart" ? name : undefined })}
              replace
              resetScroll={false}
              activeOptions={{ exact: true }}
              aria-current={view === name ? "true" : undefined}
            >
              <span className="tabs-word">{name}</span>
            </Link>
          ))}
        </nav>
        <p className="muted" role="status">
          {isCut ? `The first ${counted(rows.length, "row")}` : counted(rows.length, "row")} in {duration(durationMs)}
          {readRows > 0 && `, ${wholeNumber(readRows)} read`}
        </p>
        <ExportMenu name="result" columns={columns} rows={rows} />
      </div>
      {view === "chart" ? <ResultDrawing answer={answer} /> : <DataTable label="Rows" columns={columns} rows={rows} />}
      {isCut && <p className="muted">There are more rows. Ask for fewer, or add up what you need.</p>}
    </section>
  );
}

function ResultDrawing({ answer }: { answer: SqlAnswer }) {
  const chart = useMemo(() => resultChart(answer), [answer]);
  if (chart === undefined) {
    return <p className="muted sqlResult-none">A drawing needs a column of numbers, and a time or words beside it.</p>;
  }
  return (
    <>
      {chart.kind === "bars" ? (
        <BarChart label={chart.name} bars={chart.bars} />
      ) : (
        <LinesChart label="The result over time" lines={chart.lines} isTime={chart.isTime} />
      )}
      {chart.left > 0 && <p className="muted">{wholeNumber(chart.left)} more found no room.</p>}
    </>
  );
}
