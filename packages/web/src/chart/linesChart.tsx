import { lazy, Suspense } from "react";
import type { ChartLine } from "./linesPlot.tsx";
import "../history/chart.css";
import "./series.css";

const LinesPlot = lazy(async () => ({ default: (await import("./linesPlot.tsx")).LinesPlot }));

interface LinesChartProps {
  /** What is told of the drawing to those who do not see it. */
  label: string;
  lines: readonly ChartLine[];
  /** Whether the values along the bottom are times, in milliseconds. */
  isTime: boolean;
  /** What no value can be more than, as of shares. */
  most?: number;
}

/** A few lines over times or numbers, told apart by colour, dashes and the words below. Its code comes when it is shown. */
export function LinesChart(props: LinesChartProps) {
  return (
    <figure className="chart linesChart" aria-label={props.label}>
      <Suspense fallback={<div className="linesChart-place" />}>
        <LinesPlot {...props} />
      </Suspense>
    </figure>
  );
}
