import type { Connection } from "./connection.ts";
import type { PartHeader } from "./wal/frame.ts";

/** Which submission of which project. */
export type SubmissionKey = Pick<PartHeader, "project" | "submissionId">;

/**
 * Recomputes what these submissions add up to, whole, from the rows that are there: running it twice, or after a part
 * was sent twice, changes nothing. A submission whose first record is not there is left out.
 */
export async function summariseSubmissions(connection: Connection, keys: readonly SubmissionKey[]): Promise<void> {
  for (const [project, submissionIds] of byProject(keys)) {
    await connection.command(summary, { project, submissionIds: [...submissionIds] });
  }
}

function byProject(keys: readonly SubmissionKey[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { project, submissionId } of keys) {
    const group = groups.get(project) ?? new Set();
    groups.set(project, group.add(submissionId));
  }
  return groups;
}

const summary = `
INSERT INTO runSummaries
SELECT
  begun.project AS project,
  begun.submissionId AS submissionId,
  begun.submittedAt AS submittedAt,
  now64(6) AS summarisedAt,
  begun.target AS target,
  JSONExtractString(begun.git, 'branch') AS branch,
  JSONExtractString(begun.git, 'commit') AS commit,
  JSONExtractString(begun.build, 'name') AS buildName,
  begun.startedAt AS startedAt,
  if(ends.found, ends.finishedAt, NULL) AS finishedAt,
  greatest(spans.lastResultAt, begun.startedAt) AS lastResultAt,
  parts.lastReceivedAt AS lastReceivedAt,
  ends.found OR parts.ended AS ended,
  ends.exitStatus AS exitStatus,
  begun.expectedTests AS expectedTests,
  results.passed AS passed,
  results.failed AS failed,
  results.broken AS broken,
  results.skipped AS skipped,
  results.flaky AS flaky,
  problems.errors AS errors,
  begun.runner AS runner,
  begun.recorder AS recorder,
  begun.build AS build,
  begun.git AS git,
  begun.ci AS ci,
  begun.host AS host,
  begun.variant AS variant,
  begun.labels AS labels
FROM (
  SELECT * FROM submissions FINAL
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
) AS begun
LEFT JOIN (
  SELECT
    submissionId,
    countIf(outcome = 'passed') AS passed,
    countIf(outcome = 'failed') AS failed,
    countIf(outcome = 'broken') AS broken,
    countIf(outcome = 'skipped') AS skipped,
    countIf(outcome = 'flaky') AS flaky
  FROM (
    SELECT
      submissionId,
      if(status = 'passed' AND (submissionId, testId) IN (
        SELECT submissionId, testId
        FROM failures
        WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      ), 'flaky', toString(status)) AS outcome
    FROM resultsByRun FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
  )
  GROUP BY submissionId
) AS results ON results.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, true AS found, finishedAt, exitStatus
  FROM submissionEnds FINAL
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
) AS ends ON ends.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, max(lastResultAt) AS lastResultAt
  FROM submissionSpans
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS spans ON spans.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, max(receivedAt) AS lastReceivedAt, max(ended) AS ended
  FROM submissionParts
  WHERE submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS parts ON parts.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, toUInt32(count()) AS errors
  FROM errors FINAL
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS problems ON problems.submissionId = begun.submissionId`;
