import type { HistoryEntry } from "@backstory/model";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useMedia } from "../parts/useMedia.ts";
import { chartHeight, chartOptions } from "./chartOptions.ts";

/** How long a test took in each run, over time, with a point for each in the colour of its outcome. */
export function DurationChart({ entries }: { entries: readonly HistoryEntry[] }) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const theme = document.documentElement.dataset["theme"] ?? (isDark ? "dark" : "light");

  useEffect(() => {
    const element = place.current;
    if (!element || theme === "") return;
    const oldestFirst = entries.toReversed();
    const data: uPlot.AlignedData = [
      oldestFirst.map((entry) => Date.parse(entry.startedAt) / 1_000),
      oldestFirst.map((entry) => entry.durationMs),
    ];
    const chart = new uPlot(chartOptions(element, oldestFirst), data, element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: chartHeight }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [entries, theme]);

  return <div className="chart-place" ref={place} aria-hidden="true" />;
}
