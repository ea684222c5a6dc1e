import type { OverviewFigures } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { wholeNumber } from "../format/wholeNumber.ts";
import { changeOf } from "./changeOf.ts";

interface FigureTilesProps {
  now: OverviewFigures;
  /** The same figures of the time as long before. */
  before: OverviewFigures | undefined;
}

/** The figures that one looks at first, each with what it was in the time before, and each leading to its rows. */
export function FigureTiles({ now, before }: FigureTilesProps) {
  const { medianMs, p90Ms } = now.runDuration;
  return (
    <dl className="figureTiles">
      <Tile name="Test outcomes" change={changeOf(now.outcomes.total, before?.outcomes.total, wholeNumber)}>
        <Link to="/tests">{wholeNumber(now.outcomes.total)}</Link>
      </Tile>
      <Tile name="Runs" change={changeOf(now.runs, before?.runs, wholeNumber)}>
        <Link to="/runs">{wholeNumber(now.runs)}</Link>
      </Tile>
      <Tile
        name="Pass rate"
        change={changeOf(now.passRate, before?.passRate, percent)}
        isBad={below(now.passRate, 0.9)}
      >
        <Link to="/tests" search={{ sort: "rate" }}>
          {now.passRate === null ? "–" : percent(now.passRate)}
        </Link>
      </Tile>
      <Tile
        name="Flaky tests"
        change={changeOf(now.flakyShare, before?.flakyShare, percent)}
        isBad={now.flakyShare !== null && now.flakyShare > 0.2}
      >
        <a href="#flaky">{now.flakyShare === null ? "–" : percent(now.flakyShare)}</a>{" "}
        <span className="muted">
          {wholeNumber(now.flakyTests)} of {wholeNumber(now.tests)}
        </span>
      </Tile>
      <Tile name="Run time, median" change={changeOf(medianMs, before?.runDuration.medianMs, duration)}>
        <a href="#runs">{medianMs === null ? "–" : duration(medianMs)}</a>
      </Tile>
      <Tile name="Run time, p90" change={changeOf(p90Ms, before?.runDuration.p90Ms, duration)}>
        <a href="#runs">{p90Ms === null ? "–" : duration(p90Ms)}</a>
      </Tile>
    </dl>
  );
}

function below(rate: number | null, limit: number): boolean {
  return rate !== null && rate < limit;
}

interface TileProps {
  name: string;
  change: string;
  isBad?: boolean;
  children: ReactNode;
}

function Tile({ name, change, isBad = false, children }: TileProps) {
  return (
    <div data-bad={isBad ? "" : undefined}>
      <dt>{name}</dt>
      <dd>
        <span className="figureTiles-value">{children}</span>
        <span className="muted">{change}</span>
      </dd>
    </div>
  );
}
