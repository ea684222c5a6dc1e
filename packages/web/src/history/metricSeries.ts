import type { HistoryEntry } from "@backstory/model";
import type { ChartPoint } from "./chartOptions.ts";

/** A metric of a test over the runs that had it, newest first. */
export interface MetricSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** The metrics of a history by name, each with the runs that had it; those of a single run are no line. */
export function metricSeries(entries: readonly HistoryEntry[]): MetricSeries[] {
  const names = [...new Set(entries.flatMap(({ metrics }) => Object.keys(metrics)))].toSorted();
  return names
    .map((name) => ({
      name,
      points: entries.flatMap(({ startedAt, outcome, metrics }) => {
        const value = metrics[name];
        return value === undefined ? [] : [{ startedAt, outcome, value }];
      }),
    }))
    .filter(({ points }) => points.length > 1);
}
