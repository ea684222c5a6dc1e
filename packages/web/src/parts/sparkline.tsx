import "./sparkline.css";

interface SparklineProps {
  /** The values in order; null where there is none, which leaves a gap. */
  values: readonly (number | null)[];
  /** What stands at the lower and the upper edge; without them the least and the greatest value. */
  min?: number;
  max?: number;
}

const width = 88;
const height = 20;
const room = 2;

/** The course of a value as a small line with a point at its end. It says nothing to screen readers: a text has to. */
export function Sparkline({ values, min, max }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return <span className="sparkline" aria-hidden="true" />;
  const low = min ?? Math.min(...known);
  const span = (max ?? Math.max(...known)) - low;
  const place = (value: number, index: number): [number, number] => [
    values.length === 1 ? width - room : room + (index * (width - 2 * room)) / (values.length - 1),
    span === 0 ? height / 2 : height - room - ((value - low) / span) * (height - 2 * room),
  ];
  const line = values
    .map((value, index) => {
      if (value === null) return "";
      const isBegun = index > 0 && values[index - 1] !== null;
      return `${isBegun ? "L" : "M"}${place(value, index).map(round).join(" ")}`;
    })
    .join("");
  const last = values.findLastIndex((value) => value !== null);
  const [x, y] = place(values[last] as number, last);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <path d={line} />
      <circle cx={round(x)} cy={round(y)} r="2" />
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
