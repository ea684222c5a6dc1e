import type { RunDetail } from "@backstory/model";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useKeys } from "../keyboard/useKeys.ts";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import type { RunSearch } from "../search/runSearch.ts";
import { useBack } from "../shell/useBack.ts";
import { RunResults } from "./runResults.tsx";

const TimelineView = lazy(async () => ({ default: (await import("./timeline/timelineView.tsx")).TimelineView }));
const HarvestView = lazy(async () => ({ default: (await import("./harvest/harvestView.tsx")).HarvestView }));
const FilesView = lazy(async () => ({ default: (await import("./files/filesView.tsx")).FilesView }));

/** The part of a run's page that the address names: its results, or another way to look at it. */
export function RunParts({ run, search }: { run: RunDetail; search: RunSearch }) {
  if (search.view === undefined) return <RunResults run={run} search={search} />;
  return (
    <Suspense fallback={<SkeletonRows count={8} rowHeight={28} />}>
      <OtherView run={run} view={search.view} />
    </Suspense>
  );
}

function OtherView({ run, view }: { run: RunDetail; view: NonNullable<RunSearch["view"]> }) {
  const navigate = useNavigate({ from: "/runs/$runId" });
  useKeys({ Escape: useBack() });
  if (view === "harvest") return <HarvestView run={run} />;
  if (view === "files") return <FilesView runId={run.runId} />;
  const open = (test: string, attempt: number) =>
    void navigate({ search: (before) => ({ ...before, view: undefined, test, attempt }) });
  return <TimelineView run={run} open={open} />;
}
