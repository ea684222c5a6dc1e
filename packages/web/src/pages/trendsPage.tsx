import { useNavigate, useSearch } from "@tanstack/react-router";
import { Notice } from "../parts/notice.tsx";
import { Problem } from "../parts/problem.tsx";
import { needsProject, ProjectChoice } from "../parts/projectChoice.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import type { TrendsSearch } from "../search/trendsSearch.ts";
import { usePage } from "../shell/usePage.ts";
import { DayCourses, RunBars } from "../trends/courses.tsx";
import { FigureTiles } from "../trends/figureTiles.tsx";
import { BranchTable, LabelTable, PipelineTable } from "../trends/groupTables.tsx";
import { StatusShares } from "../trends/statusShares.tsx";
import { CrossRunFlakyTable, FlakyTable, SlowestTable } from "../trends/testTables.tsx";
import { TrendsFilters } from "../trends/trendsFilters.tsx";
import { useTrends } from "../trends/useTrends.ts";
import "../trends/trends.css";

/**
 * How a project does over time. At first glance: pass rate, flaky tests and run time, against the time before. Most done:
 * following a bad day to its runs, a slow or flaky test to its page, narrowing to a branch or label.
 */
export function TrendsPage() {
  usePage("Trends");
  const search = useSearch({ from: "/trends" });
  const navigate = useNavigate({ from: "/trends" });
  const trends = useTrends(search);
  const set = (change: Partial<TrendsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), resetScroll: false });
  return (
    <>
      <header className="pageHead">
        <h1>Trends</h1>
        <TrendsFilters search={search} branches={trends.branches?.items ?? []} onChange={set} />
      </header>
      {body()}
    </>
  );

  function body() {
    const { overview, runs, days, slowest, flaky, crossRun, branches, labels, pipelines, before } = trends;
    if (needsProject(trends.error)) {
      return <ProjectChoice what="Trends are of one project." onChoose={(project) => set({ project })} />;
    }
    if (trends.error && !trends.isWhole) return <Problem error={trends.error} retry={trends.retry} />;
    if (!overview || !runs || !days || !slowest || !flaky || !crossRun || !branches || !labels || !pipelines) {
      return <SkeletonRows count={20} rowHeight={32} />;
    }
    if (overview.runs === 0) {
      return <Notice title="Nothing ran in this time">Take a longer time, or fewer filters.</Notice>;
    }
    return (
      <div className="trends">
        <FigureTiles now={overview} before={before?.runs ? before : undefined} />
        <StatusShares outcomes={overview.outcomes} />
        <DayCourses days={days} search={search} />
        <RunBars figures={runs} search={search} />
        <div className="trends-pair">
          <FlakyTable figures={flaky} search={search} />
          <CrossRunFlakyTable figures={crossRun} search={search} />
          <SlowestTable figures={slowest} search={search} />
          <LabelTable figures={labels} search={search} onKey={(key) => set({ key })} />
        </div>
        <BranchTable figures={branches} search={search} />
        <PipelineTable figures={pipelines} search={search} />
      </div>
    );
  }
}
