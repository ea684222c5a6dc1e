import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useMedia } from "../parts/useMedia.ts";
import { type ChartPoint, type ChartWords, chartHeight, chartOptions } from "./chartOptions.ts";

/** A value of a test in each run, over time, newest first, with a point for each in the colour of its outcome. */
export function ValueChart({ points, words }: { points: readonly ChartPoint[]; words: ChartWords }) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const theme = document.documentElement.dataset["theme"] ?? (isDark ? "dark" : "light");

  useEffect(() => {
    const element = place.current;
    if (!element || theme === "") return;
    const oldestFirst = points.toReversed();
    const data: uPlot.AlignedData = [
      oldestFirst.map(({ startedAt }) => Date.parse(startedAt) / 1_000),
      oldestFirst.map(({ value }) => value),
    ];
    const chart = new uPlot(chartOptions(element, oldestFirst, words), data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: chartHeight }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, words, theme]);

  return <div className="chart-place" ref={place} aria-hidden="true" />;
}
