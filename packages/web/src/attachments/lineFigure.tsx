import { metricValue } from "../format/metricValue.ts";
import { visibleText } from "../text/visibleText.ts";
import "./lineFigure.css";

interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

const width = 600;
const height = 120;

/** Columns of numbers as lines over their rows, each on a scale of its own, with its range in words. */
export function LineFigure({ columns, label }: { columns: readonly Column[]; label: string }) {
  return (
    <figure className="lines">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`Lines of ${label}`}>
        {columns.map(({ name, values }, index) => (
          <path key={name} data-line={index} d={pathOf(values)} />
        ))}
      </svg>
      <ul>
        {columns.map(({ name, values }, index) => {
          const [low, high] = rangeOf(values);
          return (
            <li key={name} data-line={index}>
              <strong>{visibleText(name)}</strong> {metricValue(low)} to {metricValue(high)}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

function rangeOf(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function pathOf(values: readonly number[]): string {
  const [low, high] = rangeOf(values);
  const span = high - low || 1;
  let isDown = false;
  let path = "";
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const x = (index / Math.max(1, values.length - 1)) * width;
    const y = height - 4 - ((value - low) / span) * (height - 8);
    path += `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = true;
  }
  return path;
}
