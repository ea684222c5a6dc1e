import type { Connection } from "../connection.ts";
import { effectiveCounts, listedMembers, memberLists } from "../queries/effectiveOutcomes.ts";
import { type OutcomeRules, ruleValues } from "../queries/outcomeRules.ts";
import type { SubmissionSummary } from "./submissionSummary.ts";

/** What a submission adds up to alone; where it belongs is found out elsewhere. */
export type AloneSummary = Omit<
  SubmissionSummary,
  | "buildName"
  | "separateRunId"
  | "separateExecutionId"
  | "buildRunId"
  | "buildExecutionId"
  | "separateComplete"
  | "buildComplete"
>;

/** Which submissions of which project, and how their results are read. */
export interface SubmissionsToRead {
  readonly project: string;
  readonly submissionIds: readonly string[];
  readonly rules: OutcomeRules;
}

/** What these submissions add up to, from the rows that are there. One whose first record is not there is left out. */
export async function readSummaries(
  connection: Connection,
  { project, submissionIds, rules }: SubmissionsToRead,
): Promise<AloneSummary[]> {
  if (submissionIds.length === 0) return [];
  const isPlain = rules.words.length === 0 && !rules.overridden;
  const alone = isPlain ? [] : await aloneMembers(connection, project, submissionIds);
  return connection.query<AloneSummary>(summary(isPlain ? plainCounts : effectiveCounts(listedMembers, rules)), {
    ...{ project, submissionIds },
    ...ruleValues(rules),
    ...memberLists(alone),
  });
}

async function aloneMembers(connection: Connection, project: string, submissionIds: readonly string[]) {
  const rows = await connection.query<{ submissionId: string; target: string }>(
    `
    SELECT submissionId, target
    FROM submissions FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
    { project, submissionIds },
  );
  return rows.map(({ submissionId, target }) => ({
    ...{ submissionId, target, runId: submissionId, executionId: submissionId },
    replaced: false,
  }));
}

/** The counts of submissions where nothing but results decides: without sorting what needs no sorting. */
const plainCounts = `
  SELECT
    toString(submissionId) AS runId,
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
  GROUP BY submissionId`;

function summary(counts: string): string {
  return `
SELECT
  begun.project AS project,
  begun.submissionId AS submissionId,
  begun.submittedAt AS submittedAt,
  begun.target AS target,
  JSONExtractString(begun.git, 'branch') AS branch,
  JSONExtractString(begun.git, 'commit') AS commit,
  JSONExtractString(begun.build, 'name') AS namedBuild,
  begun.rerun != '' AS isRerun,
  JSONExtractString(begun.rerun, 'of') AS rerunOf,
  toUInt32(JSONExtractUInt(begun.shard, 'index')) AS shardIndex,
  toUInt32(JSONExtractUInt(begun.shard, 'total')) AS shardTotal,
  marks.deleted AS deleted,
  marks.pinned AS pinned,
  begun.startedAt AS startedAt,
  if(ends.found, ends.finishedAt, NULL) AS finishedAt,
  greatest(spans.lastResultAt, begun.startedAt) AS lastResultAt,
  if(parts.found, parts.lastReceivedAt, toDateTime64(arrivals.lastArrivedAt, 3, 'UTC')) AS lastReceivedAt,
  ends.found OR parts.ended AS ended,
  ends.exitStatus AS exitStatus,
  begun.expectedTests AS expectedTests,
  ends.reportedResults AS reportedResults,
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
  begun.labels AS labels,
  begun.selection AS selection
FROM (
  SELECT * FROM submissions FINAL
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
) AS begun
LEFT JOIN (${counts}) AS results ON results.runId = toString(begun.submissionId)
LEFT JOIN (
  SELECT
    submissionId, true AS found, finishedAt, exitStatus,
    if(
      counts = '', NULL, toUInt32(arraySum(mapValues(JSONExtract(counts, 'Map(String, UInt64)'))))
    )::Nullable(UInt32) AS reportedResults
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
  SELECT submissionId, true AS found, max(receivedAt) AS lastReceivedAt, max(ended) AS ended
  FROM submissionParts
  WHERE submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS parts ON parts.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, max(arrivedAt) AS lastArrivedAt
  FROM submissionArrivals
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS arrivals ON arrivals.submissionId = begun.submissionId
LEFT JOIN (
  SELECT submissionId, toUInt32(count()) AS errors
  FROM errors FINAL
  WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
  GROUP BY submissionId
) AS problems ON problems.submissionId = begun.submissionId
LEFT JOIN (
  SELECT
    submissionId,
    max(mark = 'deleted' AND stood) AS deleted,
    max(mark = 'pinned' AND stood) AS pinned
  FROM (
    SELECT submissionId, mark, argMax(stands, version) AS stood
    FROM runMarks
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
    GROUP BY submissionId, mark
  )
  GROUP BY submissionId
) AS marks ON marks.submissionId = begun.submissionId`;
}
