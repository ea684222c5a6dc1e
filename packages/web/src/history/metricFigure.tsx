import { useMemo } from "react";
import { metricValue } from "../format/metricValue.ts";
import { counted } from "../format/wholeNumber.ts";
import { LaterChart } from "./laterChart.tsx";
import type { MetricSeries } from "./metricSeries.ts";

/** The chart of one metric with what it says in words. */
export function MetricFigure({ series: { name, points } }: { series: MetricSeries }) {
  const words = useMemo(() => ({ label: name, format: metricValue, isFromZero: false }), [name]);
  const values = points.map(({ value }) => value);
  return (
    <figure className="chart">
      <figcaption className="muted">
        <strong>{name}</strong> {metricValue(values[0] ?? 0)} now, from {metricValue(Math.min(...values))} to{" "}
        {metricValue(Math.max(...values))} in {counted(points.length, "run")}
      </figcaption>
      <LaterChart points={points} words={words} />
    </figure>
  );
}
