import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { absoluteTime } from "../format/absoluteTime.ts";
import { metricValue } from "../format/metricValue.ts";
import { timeWords } from "../history/chartOptions.ts";
import { useMedia } from "../parts/useMedia.ts";
import { visibleText } from "../text/visibleText.ts";
import { around, timeRange } from "./ranges.ts";

/** One line of a chart: its points in any order, each once. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface LinesPlotProps {
  label: string;
  lines: readonly ChartLine[];
  isTime: boolean;
  /** What no value can be more than. */
  most?: number | undefined;
}

const height = 260;
const dashes: readonly number[][] = [[], [6, 3], [2, 3], [10, 4, 2, 4], [4, 4], [1, 2]];
const hues = 6;

/** The drawing of a {@link LinesChart}. */
export function LinesPlot({ label, lines, isTime, most }: LinesPlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const theme = document.documentElement.dataset["theme"] ?? (isDark ? "dark" : "light");

  useEffect(() => {
    const element = place.current;
    if (!element || theme === "") return;
    const chart = new uPlot(plotOptions(element, { label, lines, isTime, most }), plotData(lines, isTime), element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [label, lines, isTime, most, theme]);

  return <div className="linesChart-place" ref={place} aria-hidden="true" />;
}

/** All lines over the same places along the bottom, as the drawing wants them; times in seconds. */
function plotData(lines: readonly ChartLine[], isTime: boolean): uPlot.AlignedData {
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(([x]) => x)))].sort((one, other) => one - other);
  const columns = lines.map(({ points }) => {
    const values = new Map(points);
    return xs.map((x) => values.get(x) ?? null);
  });
  return [isTime ? xs.map((x) => x / 1_000) : xs, ...columns];
}

function plotOptions(element: HTMLElement, { lines, isTime, most }: LinesPlotProps): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => {
    element.style.color = `var(${name})`;
    const { color } = styles;
    element.style.color = "";
    return color;
  };
  const axis = {
    stroke: colour("--muted"),
    font: "11px system-ui, sans-serif",
    ticks: { show: false },
    grid: { stroke: colour("--line"), width: 1 },
  };
  return {
    width: element.clientWidth,
    height,
    cursor: { y: false },
    scales: {
      x: {
        time: isTime,
        range: isTime ? timeRange : (_plot, min, max) => (min === max ? around(min, max) : [min, max]),
      },
      y: { range: (_plot, min, max) => around(min, max, most) },
    },
    axes: [
      { ...axis, grid: { show: false }, ...(isTime ? { values: timeWords } : {}) },
      { ...axis, size: 64, values: (_plot, values) => values.map((value) => metricValue(value)) },
    ],
    series: [
      {
        label: isTime ? "Time" : "At",
        value: (_plot, value) =>
          value === null ? "–" : isTime ? absoluteTime(new Date(value * 1_000).toISOString()) : metricValue(value),
      },
      ...lines.map(({ name }, index): uPlot.Series => {
        const stroke = colour(`--series-${(index % hues) + 1}`);
        return {
          label: visibleText(name),
          stroke,
          width: 1.5,
          dash: dashes[Math.floor(index / hues) % dashes.length] ?? [],
          spanGaps: true,
          points: { size: 5, fill: stroke },
          value: (_plot, value) => (value === null ? "–" : metricValue(value)),
        };
      }),
    ],
  };
}
