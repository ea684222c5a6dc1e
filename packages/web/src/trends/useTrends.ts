import type {
  BranchFigures,
  CrossRunFlakyFigures,
  FlakyFigures,
  LabelFigures,
  OverviewFigures,
  PipelineFigures,
  RunFigures,
  SlowestFigures,
  TrendFigures,
} from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { useAsof } from "../asof/useAsof.ts";
import { figuresQuery } from "../queries/figuresQuery.ts";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { trendsParameters } from "./trendsParameters.ts";

/** All figures of the page; `isWhole` once each has been answered. */
export function useTrends(search: TrendsSearch) {
  const { current, before } = trendsParameters(search, useAsof());
  const overview = useQuery(figuresQuery<OverviewFigures>("overview", current));
  const earlier = useQuery(figuresQuery<OverviewFigures>("overview", before));
  const runs = useQuery(figuresQuery<RunFigures>("runs", { ...current, limit: 50 }));
  const days = useQuery(figuresQuery<TrendFigures>("trend", current));
  const slowest = useQuery(figuresQuery<SlowestFigures>("slowest", current));
  const flaky = useQuery(figuresQuery<FlakyFigures>("flaky", current));
  const crossRun = useQuery(figuresQuery<CrossRunFlakyFigures>("cross-run-flaky", current));
  const branches = useQuery(figuresQuery<BranchFigures>("branches", { ...current, branch: undefined }));
  const labels = useQuery(figuresQuery<LabelFigures>("labels", { ...current, key: search.key }));
  const pipelines = useQuery(figuresQuery<PipelineFigures>("pipelines", { ...current, limit: 50 }));
  const all = [overview, runs, days, slowest, flaky, crossRun, branches, labels, pipelines];
  return {
    error: all.find((query) => query.error)?.error ?? null,
    isWhole: all.every((query) => query.data),
    retry: () => void Promise.all(all.map((query) => query.refetch())),
    before: earlier.data,
    ...{ overview: overview.data, runs: runs.data, days: days.data?.items, slowest: slowest.data, flaky: flaky.data },
    ...{ crossRun: crossRun.data, branches: branches.data, labels: labels.data, pipelines: pipelines.data },
  };
}
