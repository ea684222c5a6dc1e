import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runQuery } from "../queries/runQuery.ts";
import { ChangesBar } from "../run/changes/changesBar.tsx";
import { RunHeader } from "../run/runHeader.tsx";
import { RunParts } from "../run/runParts.tsx";
import { RunTools } from "../run/runTools.tsx";
import { runVerdict } from "../run/runVerdict.ts";
import { RunViews } from "../run/runViews.tsx";
import { usePage } from "../shell/usePage.ts";

/**
 * One run.
 *
 * Purpose: to say whether this build may go on, and if not, what broke it and who looks at it.
 * At a glance: how it ended in one sentence, and what changed since the run before.
 * Most frequent: open the next new failure (`n`), see why it failed, say who is on it (`a`).
 */
export function RunPage() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const search = useSearch({ from: "/runs/$runId" });
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  usePage(run ? `${runVerdict(run)} · ${run.target}` : "Run");

  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice isPage title="This run is not here" commands={["backstory flush"]}>
        No record of it has arrived. If it was recorded while the server was away, send what waits in the spool:
      </Notice>
    );
  }
  if (error && !run) return <Problem error={error} retry={() => void refetch()} />;
  if (!run) return <SkeletonRows count={16} rowHeight={40} />;
  return (
    <>
      <RunHeader run={run} />
      <ChangesBar run={run} search={search} />
      <div className="runViews-bar">
        <RunViews search={search} />
        <RunTools run={run} search={search} />
      </div>
      <RunParts run={run} search={search} />
    </>
  );
}
