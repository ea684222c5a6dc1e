import type { RunFigures, TrendFigures } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { LinesChart } from "../chart/linesChart.tsx";
import { localTime } from "../format/absoluteTime.ts";
import { percent } from "../format/percent.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { OutcomeBars } from "./outcomeBars.tsx";
import { groupSql, runsSql, trendsCommand } from "./trendsAsText.ts";

/** How the newest runs ended, the newest at the right; each bar leads to its run. */
export function RunBars({ figures, search }: { figures: RunFigures; search: TrendsSearch }) {
  const bars = figures.items.toReversed().map(({ runId, outcomes, startedAt, branch, commit, target }) => ({
    key: runId,
    outcomes,
    words: [[target, branch, shortCommit(commit)].filter(Boolean).join(" · "), localTime(startedAt)].join("\n"),
    link: (bar: React.ReactNode, title: string) => (
      <Link to="/runs/$runId" params={{ runId }} title={title}>
        {bar}
      </Link>
    ),
  }));
  return (
    <section aria-labelledby="runs">
      <header>
        <h2 id="runs">Tests of each run</h2>
        <CopyAs
          cli={trendsCommand("stats runs", search, { limit: 50 })}
          sql={runsSql(search)}
          items={figures.items}
          columns={[
            { head: "Run", cell: (run) => run.runId },
            { head: "Target", cell: (run) => run.target },
            { head: "Status", cell: (run) => run.status },
            { head: "Pass rate", cell: (run) => run.passRate },
            { head: "Failed", cell: (run) => run.outcomes.failed + run.outcomes.broken },
            { head: "Tests", cell: (run) => run.outcomes.total },
          ]}
        />
      </header>
      <p className="muted">The newest {figures.items.length}, each leads to its run.</p>
      <OutcomeBars label="Runs, oldest first" bars={bars} />
    </section>
  );
}

type Days = TrendFigures["items"];

/** What each day came to: outcomes, pass rate and run times; each bar leads to the runs up to that day. */
export function DayCourses({ days, search }: { days: Days; search: TrendsSearch }) {
  const bars = days.map(({ day, runs, outcomes, passRate }) => ({
    key: day,
    outcomes,
    words: `${day}: ${runs} ${runs === 1 ? "run" : "runs"}${passRate === null ? "" : `, ${percent(passRate)} passed`}`,
    link: (bar: React.ReactNode, title: string) => (
      <Link to="/runs" search={{ asof: `${day}T23:59:59.999Z` }} title={title}>
        {bar}
      </Link>
    ),
  }));
  const rates = useMemo(() => [lineOf(days, "Pass rate, %", ({ passRate }) => passRate && passRate * 100)], [days]);
  const times = useMemo(
    () => [
      lineOf(days, "Median run time, s", ({ runDuration }) => runDuration.medianMs && runDuration.medianMs / 1_000),
      lineOf(days, "p90 run time, s", ({ runDuration }) => runDuration.p90Ms && runDuration.p90Ms / 1_000),
    ],
    [days],
  );
  return (
    <>
      <section aria-labelledby="days">
        <header>
          <h2 id="days">Outcomes by day</h2>
          <CopyAs
            cli={trendsCommand("stats trend", search)}
            sql={groupSql("toDate(startedAt)", search)}
            items={days}
            columns={[
              { head: "Day", cell: ({ day }) => day },
              { head: "Runs", cell: ({ runs }) => runs },
              { head: "Pass rate", cell: ({ passRate }) => passRate },
              { head: "Failed", cell: ({ outcomes }) => outcomes.failed + outcomes.broken },
              { head: "Median ms", cell: ({ runDuration }) => runDuration.medianMs },
              { head: "p90 ms", cell: ({ runDuration }) => runDuration.p90Ms },
            ]}
          />
        </header>
        <p className="muted">Days in UTC; each leads to the runs as they stood at its end.</p>
        <OutcomeBars label="Days, oldest first" bars={bars} />
      </section>
      <div className="trends-pair">
        <section aria-labelledby="rates">
          <h2 id="rates">Pass rate</h2>
          <LinesChart label="Pass rate by day, in percent" lines={rates} isTime most={100} />
        </section>
        <section aria-labelledby="times">
          <h2 id="times">Run time</h2>
          {times.some(({ points }) => points.length > 0) ? (
            <LinesChart label="Median and 90th percentile of run times by day, in seconds" lines={times} isTime />
          ) : (
            <p className="muted">No run came whole in this time, so that none tells how long one takes.</p>
          )}
        </section>
      </div>
    </>
  );
}

function lineOf(days: Days, name: string, of: (day: Days[number]) => number | null) {
  const points = days.flatMap((day): [number, number][] => {
    const value = of(day);
    return value === null ? [] : [[Date.parse(`${day.day}T12:00:00Z`), value]];
  });
  return { name, points };
}
