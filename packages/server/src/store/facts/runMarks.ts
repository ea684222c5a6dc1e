import type { ChangeNote } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { runSubmissions } from "../queries/runSubmissions.ts";
import { summariseSubmissions } from "../summarise.ts";

/** Which submissions of which project were marked; `runId` is the run that they were. */
export interface MarkedRun {
  readonly project: string;
  readonly target: string;
  readonly runId: string;
  readonly submissionIds: readonly string[];
}

interface Marking extends ChangeNote {
  readonly runId: string;
  readonly mark: "deleted" | "pinned";
  readonly stands: boolean;
}

/** Deletes the run of a submission: no list, count or history has it until it is restored. Undefined without such a run. */
export async function deleteRun(
  connection: Connection,
  { runId, ...note }: ChangeNote & { readonly runId: string },
): Promise<MarkedRun | undefined> {
  const run = await runSubmissions(connection, runId);
  return run && writeMark(connection, run, { ...note, runId: run.runId, mark: "deleted", stands: true });
}

/** Keeps a run, however old it becomes, or lets it go. Undefined without such a run. */
export async function pinRun(
  connection: Connection,
  { runId, pinned, ...note }: ChangeNote & { readonly runId: string; readonly pinned: boolean },
): Promise<MarkedRun | undefined> {
  const run = await runSubmissions(connection, runId);
  return run && writeMark(connection, run, { ...note, runId: run.runId, mark: "pinned", stands: pinned });
}

/** Brings back what was deleted together with this submission. Undefined when it is not deleted. */
export async function restoreRun(
  connection: Connection,
  { runId, ...note }: ChangeNote & { readonly runId: string },
): Promise<MarkedRun | undefined> {
  const run = await findDeletedRun(connection, runId);
  return run && writeMark(connection, run, { ...note, runId: run.runId, mark: "deleted", stands: false });
}

/** What was deleted together with a submission. */
async function findDeletedRun(connection: Connection, submissionId: string): Promise<MarkedRun | undefined> {
  const [row] = await connection.query<MarkedRun>(
    `
    SELECT
      any(marked.project) AS project,
      any(marked.runId) AS runId,
      groupArray(marked.submissionId) AS submissionIds,
      (SELECT any(target) FROM submissions WHERE submissionId = {submissionId:String}) AS target
    FROM (
      SELECT project, toString(submissionId) AS submissionId, toString(argMax(runMarks.runId, version)) AS runId
      FROM runMarks
      WHERE mark = 'deleted'
      GROUP BY project, submissionId
      HAVING argMax(stands, version)
    ) AS marked
    WHERE (marked.project, marked.runId) IN (
      SELECT project, toString(argMax(runMarks.runId, version))
      FROM runMarks
      WHERE mark = 'deleted' AND submissionId = {submissionId:String}
      GROUP BY project
      HAVING argMax(stands, version)
    )
    HAVING count() > 0`,
    { submissionId },
  );
  return row;
}

async function writeMark(connection: Connection, run: MarkedRun, marking: Marking): Promise<MarkedRun> {
  const { project, target, submissionIds } = run;
  const { runId, mark, stands, by, reason } = marking;
  await connection.command(
    `
    INSERT INTO runMarks (project, submissionId, mark, version, stands, runId, \`by\`, reason)
    SELECT
      {project:String}, arrayJoin({submissionIds:Array(String)}), {mark:String}, now64(6), {stands:Bool}, {runId:String},
      {by:String}, {reason:String}`,
    { project, submissionIds, mark, stands, runId, by, reason },
  );
  await summariseSubmissions(
    connection,
    submissionIds.map((submissionId) => ({ project, submissionId })),
  );
  return { project, target, runId, submissionIds };
}
