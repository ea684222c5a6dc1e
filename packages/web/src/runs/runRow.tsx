import type { Run } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { duration } from "../format/duration.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { Cell } from "../grid/cell.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { CountsBar } from "../status/countsBar.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { runMark } from "../status/runMark.ts";
import { visibleText } from "../text/visibleText.ts";

/** The words over the cells of a {@link RunRow}. */
export const runHead = [
  "Pick",
  "Status",
  "Run",
  "Branch",
  "Commit",
  "Results",
  "Runner",
  "Duration",
  "Started",
] as const;

interface RunRowProps {
  run: Run;
  tabIndex: number;
  isPicked: boolean;
  onPick: (runId: string) => void;
}

/** The cells of one run in the list of runs. */
export const RunRow = memo(function RunRow({ run, tabIndex, isPicked, onPick }: RunRowProps) {
  const { runId, project, target, build, branch, commit, counts, runner } = run;
  return (
    <>
      <Cell>
        <label className="runPick" title="Pick to compare (x)">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Pick ${visibleText(build.name ?? runId)} to compare`}
            checked={isPicked}
            onChange={() => onPick(runId)}
          />
        </label>
      </Cell>
      <Cell>
        <OutcomeMark mark={runMark(run)} />
      </Cell>
      <Cell className="cut">
        <Link to="/runs/$runId" params={{ runId }} className="rowLink" tabIndex={tabIndex}>
          <span className="muted">{project} / </span>
          <span className="runRow-target">{target}</span>
          {build.name && <bdi className="runTitle-build">{visibleText(build.name)}</bdi>}
        </Link>
      </Cell>
      <Cell className="cut" title={branch}>
        <bdi>{visibleText(branch)}</bdi>
      </Cell>
      <Cell className="mono cut" title={commit}>
        {shortCommit(visibleText(commit))}
      </Cell>
      <Cell className="cut">
        <CountsBar
          counts={counts}
          errors={run.errors}
          expected={run.state === "running" ? (run.expectedTests ?? 0) : 0}
        />
      </Cell>
      <Cell className="muted cut">{visibleText(`${runner.name} ${runner.version ?? ""}`)}</Cell>
      <Cell>{duration(run.durationMs)}</Cell>
      <Cell className="muted">
        <TimeAgo time={run.startedAt} />
      </Cell>
    </>
  );
});
