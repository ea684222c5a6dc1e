import type { Target } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { counted } from "../format/wholeNumber.ts";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { RunStrip } from "./runStrip.tsx";
import "../parts/parts.css";
import "./targetStrips.css";

const shownAtFirst = 6;

/** Every target with a strip of its recent runs, the one that ran last first. */
export function TargetStrips({ targets }: { targets: readonly Target[] }) {
  const [all, setAll] = useState(false);
  const newestFirst = targets.toSorted((one, other) => lastRun(other).localeCompare(lastRun(one)));
  const shown = all ? newestFirst : newestFirst.slice(0, shownAtFirst);
  return (
    <section aria-label="Recent runs of each target">
      <ul className="targets">
        {shown.map(({ project, target, recentRuns }) => (
          <li key={`${project}/${target}`}>
            <Link to="/runs" search={{ project, target }} className="targets-name cut" title={`${project} / ${target}`}>
              <span className="muted">{project} / </span>
              {target}
            </Link>
            <span className="muted targets-time">{recentRuns[0] && <TimeAgo time={recentRuns[0].startedAt} />}</span>
            <RunStrip runs={recentRuns} />
          </li>
        ))}
      </ul>
      {targets.length > shownAtFirst && (
        <button type="button" className="textButton targets-all" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `All ${counted(targets.length, "target")}`}
        </button>
      )}
    </section>
  );
}

function lastRun(target: Target): string {
  return target.recentRuns[0]?.startedAt ?? "";
}
