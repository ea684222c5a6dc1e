import { metricValue } from "../format/metricValue.ts";
import { visibleText } from "../text/visibleText.ts";
import "./series.css";

interface BarChartProps {
  label: string;
  bars: readonly { readonly name: string; readonly value: number }[];
}

/** A bar a name, from 0 to the largest value; every value is written beside its bar. */
export function BarChart({ label, bars }: BarChartProps) {
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a ul cannot be laid out as one grid of three columns.
    <div className="barChart" role="list" aria-label={label}>
      {bars.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may stand twice.
        // biome-ignore lint/a11y/useSemanticElements: see the list.
        <div role="listitem" key={index}>
          <span className="barChart-name cut" title={name}>
            <bdi>{visibleText(name)}</bdi>
          </span>
          <span className="barChart-bar" aria-hidden="true">
            <span style={{ width: `${(Math.abs(value) / most) * 100}%` }} />
          </span>
          <span className="barChart-value">{metricValue(value)}</span>
        </div>
      ))}
    </div>
  );
}
