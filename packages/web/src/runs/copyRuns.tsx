import type { Run } from "@backstory/model";
import type { CopyColumn } from "../format/markdownTable.ts";
import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { RunsFilter } from "../search/runsSearch.ts";

/** Copies the list of runs: the command and the query that give the same, or the loaded rows. */
export function CopyRuns({
  filter,
  asof,
  runs,
}: {
  filter: RunsFilter;
  asof: string | undefined;
  runs: readonly Run[];
}) {
  return <CopyAs cli={cliOf({ ...filter, asof })} sql={sqlOf(filter)} items={runs} columns={columns} />;
}

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

function cliOf(options: Readonly<Record<string, string | undefined>>): string {
  const words = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, shellWord(value)],
  );
  return ["npx backstory runs", ...words].join(" ");
}

const hours: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** The question of the list in the words of the view `currentRuns`. */
function sqlOf({ project, target, branch, build, commit, status, state, since, label }: RunsFilter): string {
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
      : since && `startedAt >= ${sqlText(since)}`,
    label && `has(JSONExtract(labels, ${sqlText(key)}, 'Array(String)'), ${sqlText(value)})`,
  ].filter(Boolean);
  return [
    "SELECT runId, project, target, startedAt, branch, commit, buildName, passed, failed, broken, skipped, flaky, errors",
    "FROM currentRuns",
    ...(conditions.length > 0 ? [`WHERE ${conditions.join("\n  AND ")}`] : []),
    "ORDER BY runId DESC",
    "LIMIT 50",
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
