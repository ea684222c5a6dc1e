import {
  type Counts,
  type Run,
  type RunReference,
  type RunState,
  type RunStatus,
  staleAfterMs,
} from "@backstory/model";
import type { Connection } from "../connection.ts";
import { rememberedFacts } from "../remember.ts";
import { fromJsonText } from "./jsonText.ts";

/** A row of `runSummaries`, with the columns of {@link runColumns}. */
export interface RunRow extends Omit<Counts, "total"> {
  readonly submissionId: string;
  readonly project: string;
  readonly target: string;
  readonly branch: string;
  readonly commit: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly lastResultAt: string;
  readonly lastReceivedAt: string;
  readonly ended: boolean;
  readonly exitStatus: number | null;
  readonly expectedTests: number | null;
  readonly errors: number;
  readonly runner: string;
  readonly recorder: string;
  readonly build: string;
  readonly git: string;
  readonly ci: string;
  readonly host: string;
  readonly variant: string;
  readonly labels: string;
}

/** The columns of a {@link RunRow}. */
export const runColumns = `
  submissionId, project, target, branch, commit, startedAt, finishedAt, lastResultAt, lastReceivedAt, ended, exitStatus,
  expectedTests, passed, failed, broken, skipped, flaky, errors, runner, recorder, build, git, ci, host, variant, labels`;

/** The run that a row says, as it stands at `now`. */
export function toRun(row: RunRow, now: number): Run {
  const finishedAt = row.finishedAt;
  const counts = toCounts(row);
  return {
    runId: row.submissionId,
    project: row.project,
    target: row.target,
    state: runState(row, now),
    status: runStatus(row, counts),
    counts,
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

/** Whether a run has ended, as it stands at `now`. */
export function runState({ ended, lastReceivedAt }: Pick<RunRow, "ended" | "lastReceivedAt">, now: number): RunState {
  if (ended) return "complete";
  return now - Date.parse(lastReceivedAt) < staleAfterMs ? "running" : "incomplete";
}

/** What a run adds up to. */
export function runStatus({ errors }: Pick<RunRow, "errors">, counts: Counts): RunStatus {
  if (errors > 0 || counts.failed > 0 || counts.broken > 0) return "failed";
  return counts.total === 0 ? "empty" : "passed";
}

type NamedRun = RunReference & { readonly target: string };

/** The runs that these ids name, as little of each as a link needs: what its first record says, which never changes. */
export async function readRunReferences(
  connection: Connection,
  project: string,
  runIds: readonly string[],
): Promise<Map<string, NamedRun>> {
  const facts = rememberedFacts<NamedRun>(connection);
  const unknown = runIds.filter((runId) => facts.get(`reference ${runId}`) === undefined);
  const rows = unknown.length === 0 ? [] : await askReferences(connection, project, unknown);
  for (const row of rows) facts.set(`reference ${row.runId}`, row);
  const found = new Map(rows.map((row) => [row.runId, row]));
  for (const runId of runIds) {
    const known = facts.get(`reference ${runId}`);
    if (known !== undefined) found.set(runId, known);
  }
  return found;
}

function askReferences(connection: Connection, project: string, runIds: readonly string[]): Promise<NamedRun[]> {
  return connection.query<NamedRun>(
    `
    SELECT submissionId AS runId, target, startedAt, branch, commit, buildName
    FROM runSummaries FINAL
    WHERE project = {project:String} AND submissionId IN {runIds:Array(String)}`,
    { project, runIds },
  );
}
