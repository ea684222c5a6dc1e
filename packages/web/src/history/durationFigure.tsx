import type { HistoryEntry } from "@backstory/model";
import { useMemo } from "react";
import { duration } from "../format/duration.ts";
import { counted } from "../format/wholeNumber.ts";
import { LaterChart } from "./laterChart.tsx";

const words = { label: "Took", format: duration, isFromZero: true };

/** The duration chart with what it says in words; the numbers themselves stand in the history table below. */
export function DurationFigure({ entries }: { entries: readonly HistoryEntry[] }) {
  const points = useMemo(() => entries.map((entry) => ({ ...entry, value: entry.durationMs })), [entries]);
  const sorted = entries.map((entry) => entry.durationMs).sort((one, other) => one - other);
  const half = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (
    <figure className="chart">
      <figcaption className="muted">
        Median {duration(half)}, from {duration(sorted[0] ?? 0)} to {duration(sorted.at(-1) ?? 0)} in the last{" "}
        {counted(entries.length, "run")}
      </figcaption>
      <LaterChart points={points} words={words} />
    </figure>
  );
}
