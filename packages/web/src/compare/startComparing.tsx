import type { Run } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { shortCommit } from "../format/shortCommit.ts";
import { Notice } from "../parts/notice.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { visibleText } from "../text/visibleText.ts";
import { type OfferedPair, offeredPairs } from "./offeredSelectors.ts";

/** What the page offers before anything is chosen: of each target the newest run against the one before it. */
export function StartComparing({ runs }: { runs: readonly Run[] }) {
  const pairs = offeredPairs(runs).slice(0, 12);
  if (pairs.length === 0) {
    return <Notice title="Nothing to compare yet">Two runs of one target are needed; record another one.</Notice>;
  }
  return (
    <section className="startComparing">
      <h2>The newest run of each target against the one before it</h2>
      <ul>
        {pairs.map((pair) => (
          <li key={pair.after.runId}>
            <PairLink pair={pair} />
          </li>
        ))}
      </ul>
      <p className="muted">
        Or name any runs above: a branch with its newest ten (<code>branch:main:10</code>), a build, a commit, a run.
      </p>
    </section>
  );
}

function PairLink({ pair: { before, after } }: { pair: OfferedPair }) {
  const name = (run: Run) => visibleText(run.build.name || shortCommit(run.commit) || run.runId);
  return (
    <>
      <Link from="/compare" to="." search={(search) => ({ ...search, a: before.runId, b: after.runId })}>
        {after.project} / {after.target}: <bdi>{name(before)}</bdi> → <bdi>{name(after)}</bdi>
      </Link>{" "}
      <span className="muted">
        <bdi>{visibleText(after.branch)}</bdi>, <TimeAgo time={after.startedAt} />
      </span>
    </>
  );
}
