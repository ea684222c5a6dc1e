import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { DataColumn } from "../table/dataColumn.ts";
import { DataTable } from "../table/dataTable.tsx";
import { ExportMenu } from "../table/exportMenu.tsx";
import { type HarvestField, type HarvestFields, type HarvestRow, runWord } from "./harvestFields.ts";
import { mostPivotColumns, type PivotTable } from "./pivotTable.ts";

interface HarvestTableProps {
  rows: readonly HarvestRow[];
  fields: HarvestFields;
}

/** A row a test and run, with everything that it told. */
export function HarvestTable({ rows, fields }: HarvestTableProps) {
  const columns = useMemo(() => {
    const shown = [
      ...fields.all.filter(({ key }) => key === "run" || key === "test"),
      ...fields.params,
      ...fields.metrics,
      ...fields.properties,
      ...fields.all.filter(({ key }) => ["suite", "outcome", "durationMs"].includes(key)),
    ];
    return shown.map(columnOf);
  }, [fields]);
  return (
    <div className="harvest-part">
      <div className="harvest-export">
        <ExportMenu name="harvest" columns={columns} rows={rows} />
      </div>
      <DataTable label="What tests told" columns={columns} rows={rows} links={linksOf} />
    </div>
  );
}

function linksOf({ testId, runId }: HarvestRow): ReactNode {
  return (
    <>
      <Link to="/runs/$runId" params={{ runId }} search={{ test: testId }}>
        The result
      </Link>
      <Link to="/tests/$testId" params={{ testId }}>
        Its history
      </Link>
    </>
  );
}

/** A pivot as a table, of which numbers can be compared down and across. */
export function HarvestPivot({ table, head }: { table: PivotTable; head: string }) {
  const columns = useMemo(
    (): DataColumn<PivotTable["lines"][number]>[] => [
      { key: "name", head, isNumber: false, value: ({ name }) => name },
      ...table.columns.slice(0, mostPivotColumns).map((word, index) => ({
        ...{ key: `${index}`, head: word, isNumber: true },
        value: ({ cells }: PivotTable["lines"][number]) => cells[index],
        text: ({ cells }: PivotTable["lines"][number]) => numberText(cells[index]),
      })),
    ],
    [table, head],
  );
  return (
    <div className="harvest-part">
      <div className="harvest-export">
        <ExportMenu name="pivot" columns={columns} rows={table.lines} />
      </div>
      <DataTable label="Pivot" columns={columns} rows={table.lines} />
    </div>
  );
}

function columnOf({ key, word, isNumber, value }: HarvestField): DataColumn<HarvestRow> {
  return {
    ...{ key, head: word, isNumber, value },
    ...(isNumber && !key.startsWith("params.")
      ? { text: (row: HarvestRow) => numberText(value(row) as number | undefined) }
      : {}),
    ...(key === "run" ? { text: (row: HarvestRow) => runWord(row.run) } : {}),
  };
}

function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}
