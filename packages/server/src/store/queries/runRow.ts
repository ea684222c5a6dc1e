import {
  type Counts,
  type IncompleteReason,
  type Run,
  type RunReference,
  type RunState,
  type RunStatus,
  staleAfterMs,
} from "@backstory/model";
import type { Connection } from "../connection.ts";
import { rememberEach } from "../remember.ts";
import type { RunTotals } from "../summaries/runTotals.ts";
import { fromJsonText } from "./jsonText.ts";

/** A row of `currentRuns`, with the columns of {@link runColumns}. */
export type RunRow = Omit<RunTotals, "runKey" | "lastSubmissionId" | "submissionIds" | "executionIds">;

/** The columns of a {@link RunRow}. */
export const runColumns = `
  project, view, target, runId, submissionCount, branch, commit, buildName, noEnd, shardLost, fewerResults, complete,
  pinned, startedAt, finishedAt, lastResultAt, lastReceivedAt, exitStatus, expectedTests, passed, failed, broken, skipped,
  flaky, executions, errors, runner, recorder, build, git, ci, host, variant, labels`;

/** The run that a row says, as it stands at `now`. */
export function toRun(row: RunRow, now: number): Run {
  const finishedAt = row.finishedAt;
  const counts = toCounts(row);
  return {
    runId: row.runId,
    project: row.project,
    target: row.target,
    ...toState(row, now),
    status: runStatus(row, counts),
    pinned: row.pinned,
    submissionCount: row.submissionCount,
    counts,
    executions: row.executions,
    errors: row.errors,
    expectedTests: row.expectedTests,
    startedAt: row.startedAt,
    finishedAt,
    durationMs: Math.max(0, Date.parse(finishedAt ?? row.lastResultAt) - Date.parse(row.startedAt)),
    runner: fromJsonText<Run["runner"]>(row.runner, { name: "" }),
    recorder: fromJsonText<Run["recorder"]>(row.recorder, { name: "" }),
    branch: row.branch,
    commit: row.commit,
    build: fromJsonText<Run["build"]>(row.build, {}),
    git: fromJsonText<Run["git"]>(row.git, {}),
    ci: fromJsonText<Run["ci"]>(row.ci, {}),
    host: fromJsonText<Run["host"]>(row.host, {}),
    variant: fromJsonText<Run["variant"]>(row.variant, {}),
    labels: fromJsonText<Run["labels"]>(row.labels, {}),
    exitStatus: row.exitStatus,
  };
}

/** How many tests of a run had which outcome. */
export function toCounts({ passed, failed, broken, skipped, flaky }: Omit<Counts, "total">): Counts {
  return { passed, failed, broken, skipped, flaky, total: passed + failed + broken + skipped + flaky };
}

/** What has come of a run, and what has not. */
type Arrival = Pick<RunTotals, "noEnd" | "shardLost" | "fewerResults" | "lastReceivedAt">;

/** Whether a run has ended, as it stands at `now`, and why it is incomplete when it is. */
export function toState(run: Arrival, now: number): Pick<Run, "state" | "incompleteBecause"> {
  const state = runState(run, now);
  return { state, incompleteBecause: state === "incomplete" ? reasonsOf(run) : [] };
}

function runState({ noEnd, shardLost, fewerResults, lastReceivedAt }: Arrival, now: number): RunState {
  if (!noEnd && !shardLost && !fewerResults) return "complete";
  const mayStillCome = noEnd || shardLost;
  return mayStillCome && now - Date.parse(lastReceivedAt) < staleAfterMs ? "running" : "incomplete";
}

function reasonsOf({ noEnd, shardLost, fewerResults }: Arrival): IncompleteReason[] {
  const reasons: readonly (readonly [boolean, IncompleteReason])[] = [
    [noEnd, "no-end"],
    [shardLost, "shard-lost"],
    [fewerResults, "fewer-results"],
  ];
  return reasons.filter(([stands]) => stands).map(([, reason]) => reason);
}

/** What a run adds up to. */
export function runStatus({ errors }: Pick<RunRow, "errors">, counts: Counts): RunStatus {
  if (errors > 0 || counts.failed > 0 || counts.broken > 0) return "failed";
  return counts.total === 0 ? "empty" : "passed";
}

type NamedRun = RunReference & { readonly target: string };

/** The runs that these ids name, as little of each as a link needs: what its first record says, which never changes. */
export function readRunReferences(
  connection: Connection,
  project: string,
  runIds: readonly string[],
): Promise<Map<string, NamedRun>> {
  return rememberEach(connection, {
    kind: "reference",
    ids: runIds,
    ask: async (unknown) => (await askReferences(connection, project, unknown)).map((row) => [row.runId, row]),
  });
}

function askReferences(connection: Connection, project: string, runIds: readonly string[]): Promise<NamedRun[]> {
  return connection.query<NamedRun>(
    `
    SELECT submissionId AS runId, target, startedAt, branch, commit, buildName
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND submissionId IN {runIds:Array(String)}`,
    { project, runIds },
  );
}
