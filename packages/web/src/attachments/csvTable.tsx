import { useMemo } from "react";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { visibleText } from "../text/visibleText.ts";
import { LineFigure } from "./lineFigure.tsx";
import { numberColumns, readCsv } from "./readCsv.ts";
import "./csvTable.css";

const mostRows = 500;
const mostLines = 6;

/** A table out of a CSV file, and a line for each of its columns of numbers. */
export function CsvTable({ text, label }: { text: string; label: string }) {
  const table = useMemo(() => readCsv(text), [text]);
  const columns = useMemo(() => numberColumns(table).slice(0, mostLines), [table]);
  const { head, rows } = table;
  return (
    <>
      {rows.length > 1 && columns.length > 0 && <LineFigure columns={columns} label={label} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section className="csv" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((name, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name and never move.
                <th key={column} scope="col">
                  {visibleText(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name and never move.
              <tr key={index}>
                {head.map((_, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                  <td key={column} data-number={isNumber(row[column]) ? "" : undefined}>
                    {visibleText(row[column] ?? "")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="muted">
        {counted(rows.length, "row")}
        {rows.length > mostRows && `, of which the first ${wholeNumber(mostRows)} are shown: the file has all of them`}
      </p>
    </>
  );
}

function isNumber(cell: string | undefined): boolean {
  return cell !== undefined && cell.trim() !== "" && Number.isFinite(Number(cell));
}
