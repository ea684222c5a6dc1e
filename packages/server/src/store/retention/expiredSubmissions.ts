import { newSubmissionId } from "@backstory/model";
import type { Connection } from "../connection.ts";

/** How long the runs of a target are kept. */
export interface TargetRetention {
  readonly project: string;
  readonly target: string;
  readonly retentionDays: number;
}

/** A submission that is to be removed, with the month that its rows are kept under, as `202611`. */
export interface ExpiredSubmission {
  readonly submissionId: string;
  readonly month: number;
}

const dayMs = 86_400_000;

/**
 * The submissions of a target that are older than its runs are kept. A run goes as a whole: none of its submissions is
 * removed while one is younger or was pinned, nor on the day on which something of it arrived.
 */
export function expiredSubmissions(
  connection: Connection,
  { project, target, retentionDays }: TargetRetention,
  now: number,
): Promise<ExpiredSubmission[]> {
  const cutoff = now - retentionDays * dayMs;
  return connection.query<ExpiredSubmission>(
    `
    SELECT toString(submissionId) AS submissionId, toYYYYMM(any(submittedAt)) AS month
    FROM submissionParts
    WHERE project = {project:String} AND target = {target:String} AND submissionId < {firstKept:String}
      AND submissionId NOT IN (
        SELECT submissionId
        FROM runMarks
        WHERE project = {project:String} AND mark = 'pinned'
        GROUP BY submissionId
        HAVING argMax(stands, version)
      )
      AND toString(submissionId) NOT IN (
        SELECT arrayJoin(submissionIds)
        FROM currentRuns
        WHERE project = {project:String} AND target = {target:String}
          AND (pinned OR lastSubmissionId >= {firstKept:String})
      )
    GROUP BY submissionId
    HAVING max(receivedAt) < {dayAgo:DateTime64(3)}
    ORDER BY submissionId`,
    {
      ...{ project, target },
      firstKept: newSubmissionId(cutoff, new Uint8Array(10)),
      dayAgo: new Date(now - dayMs).toISOString(),
    },
  );
}
