import type { Connection } from "../connection.ts";
import type { EndedSubmission } from "./renameKeeper.ts";

/** A submission of the newest complete run of each target on its default branch, of those that came in the last day. */
export function newestEnds(connection: Connection): Promise<EndedSubmission[]> {
  return connection.query<EndedSubmission>(
    `
    SELECT project, toString(max(lastSubmissionId)) AS submissionId
    FROM currentRuns
    WHERE complete AND mainline AND lastReceivedAt > now64(3) - toIntervalDay(1)
    GROUP BY project, target`,
  );
}
