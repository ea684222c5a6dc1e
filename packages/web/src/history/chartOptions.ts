import type { Outcome } from "@backstory/model";
import type uPlot from "uplot";
import { around, timeRange } from "../chart/ranges.ts";
import { absoluteTime } from "../format/absoluteTime.ts";

/** A value that a test had in one run. */
export interface ChartPoint {
  readonly startedAt: string;
  readonly outcome: Outcome;
  readonly value: number;
}

/** What the values of a chart are. */
export interface ChartWords {
  /** What stands before a value in the line under the drawing. */
  readonly label: string;
  readonly format: (value: number) => string;
  /** Whether the axis begins at 0, as for durations, or near the least value. */
  readonly isFromZero: boolean;
}

/** How high the drawing is, without the line under it that says the values. */
export const chartHeight = 180;

/** How a chart over runs looks: quiet axes, a thin line, a point a run in the colour of its outcome. */
export function chartOptions(
  element: HTMLElement,
  points: readonly ChartPoint[],
  { label, format, isFromZero }: ChartWords,
): uPlot.Options {
  const colour = resolver(element);
  const axis = {
    stroke: colour("--muted"),
    font: "11px system-ui, sans-serif",
    ticks: { show: false },
    grid: { stroke: colour("--line"), width: 1 },
  };
  const fills = new Map(points.map(({ outcome }) => [outcome, colour(`--${outcome}-fill`)]));
  return {
    width: element.clientWidth,
    height: chartHeight,
    // Without markers uPlot colours the words by the line, as it was when it was drawn: the style sheet does that.
    legend: { markers: { show: false, stroke: () => "" } },
    cursor: { x: true, y: false, points: { show: false } },
    scales: {
      x: { range: timeRange },
      y: { range: (_chart, min, max) => (isFromZero ? [0, Math.max(max * 1.1, 1)] : around(min, max)) },
    },
    axes: [
      { ...axis, grid: { show: false }, values: timeWords },
      { ...axis, size: 64, values: (_chart, values) => values.map((value) => format(value)) },
    ],
    series: [
      {
        label: "Started",
        value: (_chart, seconds) => (seconds === null ? "–" : absoluteTime(new Date(seconds * 1_000).toISOString())),
      },
      {
        label,
        value: (_chart, value) => (value === null ? "–" : format(value)),
        stroke: colour("--muted"),
        alpha: 0.5,
        width: 1,
        points: { show: false },
      },
    ],
    hooks: { draw: [(chart) => drawPoints(chart, points, fills)] },
  };
}

const noWord: null[] = [null, null, null, null, null, null];

/** What stands under a chart at steps of so many seconds or more: days as `21 Nov`, times of 24 hours. */
export const timeWords: uPlot.Axis.DynamicValues | (string | number | null)[][] = [
  [31_536_000, "{YYYY}", ...noWord, 1],
  [2_419_200, "{MMM}", "\n{YYYY}", ...noWord.slice(1), 1],
  [86_400, "{D} {MMM}", "\n{YYYY}", ...noWord.slice(1), 1],
  [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", ...noWord.slice(3), 1],
  [1, "{HH}:{mm}:{ss}", "\n{D} {MMM}", null, "\n{D} {MMM}", ...noWord.slice(3), 1],
];

/** Failures are squares, everything else is round, so that colour is not the only sign. */
function drawPoints(chart: uPlot, points: readonly ChartPoint[], fills: ReadonlyMap<string, string>): void {
  const { ctx } = chart;
  const size = 3 * devicePixelRatio;
  ctx.save();
  for (const { startedAt, value, outcome } of points) {
    const x = chart.valToPos(Date.parse(startedAt) / 1_000, "x", true);
    const y = chart.valToPos(value, "y", true);
    ctx.fillStyle = fills.get(outcome) ?? "";
    ctx.beginPath();
    if (outcome === "failed" || outcome === "broken") ctx.rect(x - size, y - size, size * 2, size * 2);
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
