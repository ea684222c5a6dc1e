import type { SynthesisRow } from "@backstory/model";
import { metricValue } from "../../format/metricValue.ts";

/** A column of the harvest of a run: a parameter, a metric or a property. */
export interface HarvestColumn {
  readonly kind: "param" | "metric" | "property";
  readonly name: string;
}

/** The columns that some rows have, parameters first, then metrics, then properties, each by name. */
export function harvestColumns(rows: readonly SynthesisRow[]): HarvestColumn[] {
  const named = (kind: HarvestColumn["kind"], of: (row: SynthesisRow) => object) =>
    [...new Set(rows.flatMap((row) => Object.keys(of(row))))].toSorted().map((name): HarvestColumn => ({ kind, name }));
  return [
    ...named("param", (row) => row.params),
    ...named("metric", (row) => row.metrics),
    ...named("property", (row) => row.properties),
  ];
}

/** What stands in a cell; empty where the test told no such thing. */
export function harvestCell(row: SynthesisRow, { kind, name }: HarvestColumn): string {
  if (kind === "metric") return row.metrics[name] === undefined ? "" : metricValue(row.metrics[name]);
  if (kind === "property") return row.properties[name] ?? "";
  const value = row.params[name];
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}
