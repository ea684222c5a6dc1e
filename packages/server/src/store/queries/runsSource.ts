import type { Connection } from "../connection.ts";
import { type RunTotals, runTotalsColumns } from "../summaries/runTotals.ts";
import type { Rows } from "./runOutcomes.ts";
import { changedRuns, idAfter } from "./runsAsof.ts";
import { heldRuns, readReading } from "./targetReading.ts";

/** Of which project and target, and when. */
export interface RunsQuestion {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly asof?: string | undefined;
}

/** What stands after FROM for the runs with the columns of `currentRuns`: as they are now, or as they were at `asof`. */
export async function runsSource(connection: Connection, { asof, ...filters }: RunsQuestion): Promise<Rows> {
  const now = await runsNow(connection);
  if (asof === undefined) return now;
  const { runs, submissionIds } = await changedRuns(connection, filters, asof);
  const standing = `
      SELECT ${columns}, mainline
      FROM ${now.sql}
      WHERE lastSubmissionId < {idAfterThen:String} AND NOT hasAny(submissionIds, {otherThen:Array(String)})`;
  return {
    sql: runs.length === 0 ? `(${standing})` : `(${standing} UNION ALL ${changed})`,
    parameters: {
      ...now.parameters,
      ...{ idAfterThen: idAfter(asof), otherThen: submissionIds },
      ...(runs.length > 0 && { changedThen: runs.map((run) => JSON.stringify(withTimes(run))).join("\n") }),
    },
  };
}

const columns = Object.keys(runTotalsColumns)
  .map((name) => `\`${name}\``)
  .join(", ");

/** The rows of the view `currentRuns`, without its questions about settings, which take longer than reading the runs. */
async function runsNow(connection: Connection): Promise<Rows> {
  const [{ targets }, held] = await Promise.all([readReading(connection), heldRuns(connection)]);
  const branched = [...targets].filter(([, { defaultBranch }]) => defaultBranch !== "");
  return {
    sql: `(
      SELECT
        ${columns.replace("`view`", "toString(view) AS view")},
        transform(
          concat(project, ' ', target), {branchedTargets:Array(String)}, {defaultBranches:Array(String)}, ''
        ) AS defaultBranch,
        if(defaultBranch = '', branch IN ('', 'main', 'master', 'trunk'), branch = defaultBranch) AS mainline
      FROM runs FINAL
      WHERE ${held.condition}
    )`,
    parameters: {
      ...held.parameters,
      branchedTargets: branched.map(([name]) => name),
      defaultBranches: branched.map(([, { defaultBranch }]) => defaultBranch),
    },
  };
}

const structure = Object.entries(runTotalsColumns)
  .map(([name, type]) => `\`${name}\` ${type}`)
  .join(", ");

const changed = `
      SELECT
        ${columns},
        (project, target, branch) IN (
          SELECT project, target, defaultBranch FROM targetSettings WHERE defaultBranch != ''
        ) OR branch IN ('', 'main', 'master', 'trunk') AND (project, target) NOT IN (
          SELECT project, target FROM targetSettings WHERE defaultBranch != ''
        ) AS mainline
      FROM format(JSONEachRow, '${structure}', {changedThen:String})`;

/** The times as the engine reads them without being told how. */
function withTimes(run: RunTotals): object {
  const time = (iso: string | null): string | null => iso?.replace("T", " ").replace("Z", "") ?? null;
  return {
    ...run,
    startedAt: time(run.startedAt),
    finishedAt: time(run.finishedAt),
    lastResultAt: time(run.lastResultAt),
    lastReceivedAt: time(run.lastReceivedAt),
  };
}
