import type { HistoryEntry } from "@backstory/model";
import { lazy, Suspense } from "react";
import { duration } from "../format/duration.ts";
import { counted } from "../format/wholeNumber.ts";
import "./durationFigure.css";

const DurationChart = lazy(async () => ({ default: (await import("./durationChart.tsx")).DurationChart }));

/** The duration chart with what it says in words; the numbers themselves stand in the history table below. */
export function DurationFigure({ entries }: { entries: readonly HistoryEntry[] }) {
  const sorted = entries.map((entry) => entry.durationMs).sort((one, other) => one - other);
  const half = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (
    <figure className="chart">
      <figcaption className="muted">
        Median {duration(half)}, from {duration(sorted[0] ?? 0)} to {duration(sorted.at(-1) ?? 0)} in the last{" "}
        {counted(entries.length, "run")}
      </figcaption>
      <Suspense fallback={<div className="chart-place" />}>
        <DurationChart entries={entries} />
      </Suspense>
    </figure>
  );
}
