import type { Run } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { RunsFilter } from "../search/runsSearch.ts";

/** Copies the list of runs: the command and the query that give the same, or the loaded rows. */
export function CopyRuns({ filter, runs }: { filter: RunsFilter; runs: readonly Run[] }) {
  const asof = useAsof();
  const limit = Math.max(runs.length, 50);
  const cli = commandLine(["runs"], { ...filter, asof, limit: Math.min(limit, mostInTerminal) });
  return <CopyAs cli={cli} sql={sqlOf(filter, { asof, limit })} items={runs} columns={columns} />;
}

const mostInTerminal = 500;

const columns: readonly CopyColumn<Run>[] = [
  { head: "Started", cell: ({ startedAt }) => startedAt },
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "Status", cell: ({ status, state }) => (state === "complete" ? status : `${status}, ${state}`) },
  { head: "Build", cell: ({ build }) => build.name },
  { head: "Branch", cell: ({ branch }) => branch },
  { head: "Commit", cell: ({ commit }) => commit },
  { head: "Passed", cell: ({ counts }) => counts.passed },
  { head: "Failed", cell: ({ counts }) => counts.failed },
  { head: "Broken", cell: ({ counts }) => counts.broken },
  { head: "Flaky", cell: ({ counts }) => counts.flaky },
  { head: "Skipped", cell: ({ counts }) => counts.skipped },
  { head: "Run", cell: ({ runId }) => runId },
];

const hours: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** The question of the list in the words of the view `currentRuns`. */
function sqlOf(
  { project, target, branch, build, commit, status, state, since, label }: RunsFilter,
  { asof, limit }: { asof: string | undefined; limit: number },
): string {
  const age = /^(?<number>\d+)(?<unit>[hdw])$/.exec(since ?? "")?.groups;
  const [key = "", value = ""] = label?.split(/=(.*)/s) ?? [];
  const conditions = [
    project && `project = ${sqlText(project)}`,
    target && `target = ${sqlText(target)}`,
    branch && `branch = ${sqlText(branch)}`,
    build && `buildName = ${sqlText(build)}`,
    commit && `startsWith(commit, ${sqlText(commit.toLowerCase())})`,
    status && statusConditions[status],
    state && stateConditions[state],
    age
      ? `startedAt >= now() - INTERVAL ${Number(age["number"]) * (hours[age["unit"] ?? "h"] ?? 1)} HOUR`
      : since && `startedAt >= parseDateTime64BestEffort(${sqlText(since)}, 3)`,
    label && `has(JSONExtract(labels, ${sqlText(key)}, 'Array(String)'), ${sqlText(value)})`,
    beganBy(asof, "runId"),
  ].filter(Boolean);
  return [
    "SELECT runId, project, target, startedAt, branch, commit, buildName, passed, failed, broken, skipped, flaky, errors",
    "FROM currentRuns",
    ...(conditions.length > 0 ? [`WHERE ${conditions.join("\n  AND ")}`] : []),
    "ORDER BY runId DESC",
    `LIMIT ${limit}`,
  ].join("\n");
}

const stale = "(noEnd OR shardLost) AND lastReceivedAt > now() - INTERVAL 10 MINUTE";
const stateConditions = {
  complete: "complete",
  running: `NOT complete AND ${stale}`,
  incomplete: `NOT complete AND NOT (${stale})`,
};
const statusConditions = {
  failed: "errors + failed + broken > 0",
  passed: "errors + failed + broken = 0 AND passed + skipped + flaky > 0",
  empty: "errors + failed + broken + passed + skipped + flaky = 0",
};
