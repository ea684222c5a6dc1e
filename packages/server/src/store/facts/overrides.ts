import type { ChangeNote, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { readOverrides } from "../queries/overridesOfRun.ts";
import { type RunSubmissions, runSubmissions, runValues } from "../queries/runSubmissions.ts";
import { forgetReading } from "../queries/targetReading.ts";
import { summariseSubmissions } from "../summarise.ts";

/** Which result of which run. */
export interface ResultKey {
  readonly runId: string;
  readonly testId: string;
}

/**
 * Says how the result of a test in a run has to be read, in every execution of it there. False when the run has no such
 * result.
 */
export async function overrideResult(
  connection: Connection,
  { runId, testId, ...said }: ResultKey & ChangeNote & { readonly status: Status },
): Promise<boolean> {
  const run = await runSubmissions(connection, runId);
  if (run === undefined) return false;
  const submissionIds = await lastOfExecutions(connection, run, testId);
  if (submissionIds.length === 0) return false;
  await writeOverrides(connection, run, { ...said, testId, submissionIds, stands: true });
  return true;
}

/** Takes back what was said of a result: it is read from its attempts again. False when nothing was said. */
export async function removeOverride(
  connection: Connection,
  { runId, testId, ...note }: ResultKey & ChangeNote,
): Promise<boolean> {
  const run = await runSubmissions(connection, runId);
  if (run === undefined) return false;
  const said = (await readOverrides(connection, run, [testId])).get(testId) ?? [];
  const [newest] = said;
  if (newest === undefined) return false;
  const submissionIds = said.map(({ submissionId }) => submissionId);
  await writeOverrides(connection, run, {
    ...note,
    ...{ testId, submissionIds, status: newest.override.status, stands: false },
  });
  return true;
}

/** The last submission with a result of the test in each execution of it. */
async function lastOfExecutions(connection: Connection, run: RunSubmissions, testId: string): Promise<string[]> {
  const rows = await connection.query<{ submissionId: string }>(
    `
    SELECT DISTINCT submissionId
    FROM resultsByTest
    WHERE project = {project:String} AND testId = {testId:UUID} AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    ORDER BY submissionId`,
    { ...runValues(run), testId },
  );
  const lastOf = new Map<string, string>();
  for (const { submissionId } of rows) {
    const execution = run.executionIds[run.submissionIds.indexOf(submissionId)] ?? submissionId;
    lastOf.set(execution, submissionId);
  }
  return [...lastOf.values()];
}

interface Said extends ChangeNote {
  readonly testId: string;
  readonly submissionIds: readonly string[];
  readonly status: Status;
  readonly stands: boolean;
}

async function writeOverrides(connection: Connection, { project, runId }: RunSubmissions, said: Said): Promise<void> {
  const { testId, submissionIds, status, stands, by, reason } = said;
  await connection.command(
    `
    INSERT INTO overrides (project, submissionId, testId, version, stands, status, runId, \`by\`, reason)
    SELECT
      {project:String}, arrayJoin({submissionIds:Array(String)}), {testId:UUID}, now64(6), {stands:Bool},
      {status:String}, {runId:String}, {by:String}, {reason:String}`,
    { project, submissionIds, testId, stands, status, runId, by, reason },
  );
  forgetReading(connection);
  await summariseSubmissions(
    connection,
    submissionIds.map((submissionId) => ({ project, submissionId })),
  );
}
