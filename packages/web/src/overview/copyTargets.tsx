import type { TargetOverview } from "@backstory/model";
import { useSearch } from "@tanstack/react-router";
import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";

/** Copies the targets with their last runs. */
export function CopyTargets({ targets }: { targets: readonly TargetOverview[] }) {
  const { project, target } = useSearch({ from: "/" });
  const cli = commandLine(["target", "list"], { project, asof: useAsof() });
  return <CopyAs cli={cli} sql={sqlOf(project, target)} items={targets} columns={columns} />;
}

const columns: readonly CopyColumn<TargetOverview>[] = [
  { head: "Project", cell: ({ project }) => project },
  { head: "Target", cell: ({ target }) => target },
  { head: "Last run", cell: ({ recentRuns: [last] }) => last?.status },
  { head: "Started", cell: ({ recentRuns: [last] }) => last?.startedAt },
  { head: "Branch", cell: ({ recentRuns: [last] }) => last?.branch },
  { head: "Build", cell: ({ recentRuns: [last] }) => last?.buildName },
  { head: "Failed", cell: ({ recentRuns: [last] }) => last && last.counts.failed + last.counts.broken },
  { head: "Tests", cell: ({ recentRuns: [last] }) => last?.counts.total },
];

function sqlOf(project: string | undefined, target: string | undefined): string {
  const conditions = [project && `project = ${sqlText(project)}`, target && `target = ${sqlText(target)}`];
  const where = conditions.filter(Boolean).join(" AND ");
  return `SELECT
  project, target, count() AS runs, max(startedAt) AS lastStarted,
  argMax(runId, runs.runId) AS lastRunId,
  argMax(if(errors + failed + broken > 0, 'failed', 'passed'), runs.runId) AS lastStatus,
  round(1 - sum(failed + broken) / greatest(sum(passed + failed + broken + flaky), 1), 4) AS passRate
FROM currentRuns AS runs
${where && `WHERE ${where}\n`}GROUP BY project, target
ORDER BY lastStarted DESC`;
}
