import { useMemo } from "react";
import { counted } from "../format/wholeNumber.ts";
import type { DataColumn } from "../table/dataColumn.ts";
import { DataTable } from "../table/dataTable.tsx";
import { LineFigure } from "./lineFigure.tsx";
import { numberColumns, readCsv } from "./readCsv.ts";

const mostLines = 6;

type Row = readonly string[];

/** A table out of a CSV file, and a line for each of its columns of numbers. */
export function CsvTable({ text, label }: { text: string; label: string }) {
  const table = useMemo(() => readCsv(text), [text]);
  const lines = useMemo(() => numberColumns(table).slice(0, mostLines), [table]);
  const { head, rows } = table;
  const columns = useMemo(() => head.map((name, place) => columnOf(rows, name, place)), [head, rows]);
  return (
    <>
      {rows.length > 1 && lines.length > 0 && <LineFigure columns={lines} label={label} />}
      <DataTable label={label} columns={columns} rows={rows} />
      <p className="muted">{counted(rows.length, "row")}</p>
    </>
  );
}

/** Two columns may have one name: the place is the key. */
function columnOf(rows: readonly Row[], head: string, place: number): DataColumn<Row> {
  return {
    ...{ key: String(place), head },
    isNumber: rows.every((row) => isNumberOrNothing(row[place])),
    value: (row) => row[place] || undefined,
    text: (row) => row[place] ?? "",
  };
}

function isNumberOrNothing(cell = ""): boolean {
  return cell.trim() === "" || Number.isFinite(Number(cell));
}
