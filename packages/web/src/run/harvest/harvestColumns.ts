import type { SynthesisRow } from "@backstory/model";
import { metricValue } from "../../format/metricValue.ts";
import type { DataColumn } from "../../table/dataColumn.ts";

/** The columns of what some rows told, parameters first, then metrics, then properties, each by name. */
export function harvestColumns(rows: readonly SynthesisRow[]): DataColumn<SynthesisRow>[] {
  return (["params", "metrics", "properties"] as const).flatMap((kind) => {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row[kind])))].toSorted();
    return names.map((name) => columnOf(rows, kind, name));
  });
}

function columnOf(
  rows: readonly SynthesisRow[],
  kind: "params" | "metrics" | "properties",
  name: string,
): DataColumn<SynthesisRow> {
  const value = (row: SynthesisRow) => (Object.hasOwn(row[kind], name) ? row[kind][name] : undefined);
  return {
    ...{ key: `${kind} ${name}`, head: name, value },
    isNumber: rows.every((row) => ["number", "undefined"].includes(typeof value(row))),
    ...(kind === "metrics" && {
      text: (row: SynthesisRow) => (row.metrics[name] === undefined ? "–" : metricValue(row.metrics[name])),
    }),
  };
}
