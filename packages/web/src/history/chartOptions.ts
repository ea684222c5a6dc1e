import type { HistoryEntry } from "@backstory/model";
import type uPlot from "uplot";
import { duration } from "../format/duration.ts";

/** How the duration chart looks: quiet axes, a thin line, a point a run in the colour of its outcome. */
export function chartOptions(element: HTMLElement, entries: readonly HistoryEntry[]): uPlot.Options {
  const colour = resolver(element);
  const axis = {
    stroke: colour("--muted"),
    font: "11px system-ui, sans-serif",
    ticks: { show: false },
    grid: { stroke: colour("--line"), width: 1 },
  };
  const fills = new Map(entries.map((entry) => [entry.outcome, colour(`--${entry.outcome}-fill`)]));
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { x: true, y: false, points: { show: false } },
    scales: { y: { range: (_chart, _min, max) => [0, Math.max(max * 1.1, 1)] } },
    axes: [
      { ...axis, grid: { show: false } },
      { ...axis, size: 64, values: (_chart, values) => values.map((value) => duration(value)) },
    ],
    series: [{}, { stroke: colour("--line-strong"), width: 1, points: { show: false } }],
    hooks: { draw: [(chart) => drawPoints(chart, entries, fills)] },
  };
}

/** Failures are squares, everything else is round, so that colour is not the only sign. */
function drawPoints(chart: uPlot, entries: readonly HistoryEntry[], fills: ReadonlyMap<string, string>): void {
  const { ctx } = chart;
  const size = 3 * devicePixelRatio;
  ctx.save();
  for (const entry of entries) {
    const x = chart.valToPos(Date.parse(entry.startedAt) / 1_000, "x", true);
    const y = chart.valToPos(entry.durationMs, "y", true);
    ctx.fillStyle = fills.get(entry.outcome) ?? "";
    ctx.beginPath();
    if (entry.outcome === "failed" || entry.outcome === "broken") ctx.rect(x - size, y - size, size * 2, size * 2);
    else ctx.arc(x, y, size, 0, Math.PI * 2);
    ctx.fill();
  }
  ctx.restore();
}

/** A canvas knows no custom properties: each colour is read off an element that has it. */
function resolver(element: HTMLElement): (name: string) => string {
  return (name) => {
    element.style.color = `var(${name})`;
    const { color } = getComputedStyle(element);
    element.style.color = "";
    return color;
  };
}
