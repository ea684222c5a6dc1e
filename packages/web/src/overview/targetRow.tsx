import type { TargetOverview } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { Cell } from "../grid/cell.tsx";
import { Sparkline } from "../parts/sparkline.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { RunStrip } from "../runs/runStrip.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { runMark } from "../status/runMark.ts";
import { visibleText } from "../text/visibleText.ts";

/** The words over the cells of a {@link TargetRow}. */
export const targetHead = ["Last run", "Target", "Runs", "Pass rate", "Duration", "Started"] as const;

/** The cells of one target: its last run, its recent ones as a strip, and how it went in the last days. */
export const TargetRow = memo(function TargetRow({ target, tabIndex }: { target: TargetOverview; tabIndex: number }) {
  const { project, recentRuns, days } = target;
  const [last] = recentRuns;
  const about = last && [last.branch, last.buildName].filter(Boolean).join(" · ");
  return (
    <>
      <Cell>{last && <OutcomeMark mark={runMark(last)} />}</Cell>
      <Cell className="targetName">
        <span className="cut">
          <Link to="/runs" search={{ project, target: target.target }} className="rowLink" tabIndex={tabIndex}>
            <span className="muted">{project} / </span>
            <span className="targetName-word">{target.target}</span>
          </Link>
        </span>
        <span className="cut muted">
          <bdi>{last ? visibleText(about ?? "") : "No run yet"}</bdi>
        </span>
      </Cell>
      <Cell className="targetStrip">
        <RunStrip runs={recentRuns} />
      </Cell>
      <Trend name="Pass rate" days={days.map(({ day, passRate }) => [day, passRate])} words={percent} max={1} />
      <Trend name="Median duration" days={days.map(({ day, medianMs }) => [day, medianMs])} words={duration} min={0} />
      <Cell className="muted">{last && <TimeAgo time={last.startedAt} />}</Cell>
    </>
  );
});

interface TrendProps {
  name: string;
  days: readonly (readonly [day: string, value: number | null])[];
  words: (value: number) => string;
  min?: number;
  max?: number;
}

/** What a value was on the last day that had one, and how it came there. */
function Trend({ name, days, words, ...edges }: TrendProps) {
  const known = days.flatMap(([day, value]) => (value === null ? [] : [{ day, value }]));
  const last = known.at(-1);
  if (last === undefined) return <Cell className="muted">–</Cell>;
  const values = known.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? words(least) : `${words(least)} to ${words(most)}`;
  const title = `${name} on ${last.day}: ${words(last.value)}\n${range} on the ${known.length} of the last 30 days that had runs`;
  return (
    <Cell className="targetTrend" title={title}>
      <span>{words(last.value)}</span>
      {known.length > 1 && <Sparkline values={days.map(([, value]) => value)} {...edges} />}
    </Cell>
  );
}
