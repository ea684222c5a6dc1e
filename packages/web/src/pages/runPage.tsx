import { usePrefetchInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ApiError } from "../api.ts";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { runQuery } from "../queries/runQuery.ts";
import { runResultsQuery } from "../queries/runResultsQuery.ts";
import { RunHeader } from "../run/runHeader.tsx";
import { RunResults } from "../run/runResults.tsx";
import { runVerdict } from "../run/runVerdict.ts";
import { usePage } from "../shell/usePage.ts";

/** One run: its summary, its results, and the result that is open. */
export function RunPage() {
  const { runId } = useParams({ from: "/runs/$runId" });
  const search = useSearch({ from: "/runs/$runId" });
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  // Asked for at once, not when the header has come.
  usePrefetchInfiniteQuery(runResultsQuery(runId, search));
  usePage(run ? `${runVerdict(run)} · ${run.target}` : "Run");

  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice isPage title="This run is not here" commands={["npx backstory flush"]}>
        No record of it has arrived. If it was recorded while the server was away, send what waits in the spool:
      </Notice>
    );
  }
  if (error && !run) return <Problem error={error} retry={() => void refetch()} />;
  if (!run) return <SkeletonRows count={16} rowHeight={40} />;
  return (
    <>
      <RunHeader run={run} />
      <RunResults run={run} search={search} />
    </>
  );
}
