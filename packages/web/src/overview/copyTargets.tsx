import type { Target } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { ScopeSearch } from "../search/scopeSearch.ts";

type ListedTarget = Pick<Target, "project" | "target"> & {
  readonly recentRuns: readonly (Target["recentRuns"][number] & {
    readonly branch?: string;
    readonly buildName?: string;
  })[];
};

interface CopyTargetsProps {
  targets: readonly ListedTarget[];
  scope?: ScopeSearch;
}

/** Copies targets with their last runs. */
export function CopyTargets({ targets, scope: { project, target } = {} }: CopyTargetsProps) {
  const asof = useAsof();
  const cli = commandLine(["target", "list"], { project, target, asof });
  return <CopyAs cli={cli} sql={sqlOf({ project, target, asof })} items={targets} columns={columns} />;
}

const columns: readonly CopyColumn<ListedTarget>[] = [
  { head: "Project", cell: ({ project }) => project },
  { head: "Target", cell: ({ target }) => target },
  { head: "Last run", cell: ({ recentRuns: [last] }) => last?.status },
  { head: "Started", cell: ({ recentRuns: [last] }) => last?.startedAt },
  { head: "Branch", cell: ({ recentRuns: [last] }) => last?.branch },
  { head: "Build", cell: ({ recentRuns: [last] }) => last?.buildName },
  { head: "Failed", cell: ({ recentRuns: [last] }) => last && last.counts.failed + last.counts.broken },
  { head: "Tests", cell: ({ recentRuns: [last] }) => last?.counts.total },
];

/** Also of targets without a run: somebody made them. */
function sqlOf({ project, target, asof }: ScopeSearch): string {
  const scope = [project && `project = ${sqlText(project)}`, target && `target = ${sqlText(target)}`].filter(Boolean);
  const then = beganBy(asof, "runId");
  return `SELECT
  project, target, count(started) AS runs, max(started) AS lastStarted,
  argMax(runId, runId) AS lastRunId,
  argMax(if(errors + failed + broken > 0, 'failed', 'passed'), runId) AS lastStatus,
  round(1 - sum(failed + broken) / greatest(sum(passed + failed + broken + flaky), 1), 4) AS passRate
FROM (
  SELECT DISTINCT project, target
  FROM (SELECT project, target FROM targets UNION ALL SELECT project, target FROM targetFacts UNION ALL SELECT project, target FROM runs)
  WHERE ${[...scope, "(project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)"].join(" AND ")}
) AS known
LEFT JOIN (
  SELECT project, target, runId, toNullable(startedAt) AS started, errors, passed, failed, broken, flaky
  FROM currentRuns${then ? `\n  WHERE ${then}` : ""}
) AS held USING (project, target)
GROUP BY project, target
ORDER BY lastStarted DESC NULLS LAST, project, target`;
}
