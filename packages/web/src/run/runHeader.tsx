import type { RunDetail } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { duration } from "../format/duration.ts";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { runMark } from "../status/runMark.ts";
import { visibleText } from "../text/visibleText.ts";
import { RunActions } from "./runActions.tsx";
import { RunFacts } from "./runFacts.tsx";
import { RunNotes } from "./runNotes.tsx";
import { runVerdict } from "./runVerdict.ts";
import "./runHeader.css";

/** What a run was and how it ended, at a glance. */
export function RunHeader({ run }: { run: RunDetail }) {
  const { project, target, build } = run;
  return (
    <header className="runHeader">
      <h1>
        <OutcomeMark mark={runMark(run)} />
        <span className="runHeader-name">
          <Link to="/runs" search={{ project, target }} title="All runs of this target">
            {project} / {target}
          </Link>
          {build.name && <bdi className="runHeader-build">{visibleText(build.name)}</bdi>}
        </span>
      </h1>
      <p>
        <strong>{runVerdict(run)}</strong>
        <span className="muted">
          {" "}
          in {duration(run.durationMs)}, started <TimeAgo time={run.startedAt} />
        </span>
      </p>
      <RunActions run={run} />
      <RunFacts run={run} />
      <RunNotes run={run} />
    </header>
  );
}
