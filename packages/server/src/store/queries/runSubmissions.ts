import { submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { remember } from "../remember.ts";

/** Which submissions of which project a run is made of, and when the first and the last of them was begun. */
export interface RunSubmissions {
  readonly project: string;
  readonly submissionIds: readonly string[];
  readonly firstAt: string;
  readonly lastAt: string;
}

/**
 * The submissions that belong to a run; undefined when there is no such run. The one place that knows how runs are put
 * together: today a run is one submission, and bears its id.
 */
export async function runSubmissions(connection: Connection, runId: string): Promise<RunSubmissions | undefined> {
  const project = await remember(connection, `run ${runId}`, async () => {
    const [row] = await connection.query<{ project: string }>(
      "SELECT project FROM submissionParts WHERE submissionId = {runId:String} LIMIT 1",
      { runId },
    );
    return row?.project;
  });
  if (project === undefined) return undefined;
  const begunAt = new Date(submissionTime(runId)).toISOString();
  return { project, submissionIds: [runId], firstAt: begunAt, lastAt: begunAt };
}
