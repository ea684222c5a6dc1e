import { lazy, Suspense } from "react";
import type { ChartPoint, ChartWords } from "./chartOptions.ts";
import "./chart.css";

const ValueChart = lazy(async () => ({ default: (await import("./valueChart.tsx")).ValueChart }));

/** A chart whose code comes when the first is shown; until then its place is kept. */
export function LaterChart({ points, words }: { points: readonly ChartPoint[]; words: ChartWords }) {
  return (
    <Suspense fallback={<div className="chart-place" />}>
      <ValueChart points={points} words={words} />
    </Suspense>
  );
}
