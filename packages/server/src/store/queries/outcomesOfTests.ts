import { submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { MemberRelation, Relation } from "./memberRows.ts";
import { type OutcomeRules, readRules, ruleValues } from "./outcomeRules.ts";

/** Some tests, each with every id that it had, and the runs that are looked at. */
export interface TestsInRuns {
  readonly project: string;
  readonly members: MemberRelation;
  /** What people said later is left out. */
  readonly asof?: string | undefined;
  /** Each id of the tests, with the newest id of the same test at the same place. */
  readonly testIds: readonly string[];
  readonly newestIds: readonly string[];
}

/**
 * How some tests ended in each run that had them, with what people and settings said of it: a row a run and test with
 * `(runId, testId, target, branch, outcome, attempts, rawStatus, startedAt, durationMs, lastTestId, lastSubmissionId,
 * lastAttempt, failingSubmissionId, failingTestId, failingAttempt)`. `testId` is the newest id, `lastTestId` the one that
 * it had then; the last three say where the last failing attempt is, empty where none failed. Read from the table that is
 * sorted by test, for few tests over many runs.
 */
export async function outcomesOfTests(connection: Connection, question: TestsInRuns): Promise<Relation> {
  const { project, members, asof, testIds, newestIds } = question;
  const rules = await readRules(connection, project);
  const first = members.firstSubmissionId;
  return {
    sql: `
    SELECT
      each.runId AS runId,
      each.testId AS testId,
      any(each.target) AS target,
      any(each.branch) AS branch,
      argMax(each.outcome, each.place) AS outcome,
      sum(each.attempts) AS attempts,
      argMax(each.rawStatus, each.place) AS rawStatus,
      argMax(each.startedAt, each.place) AS startedAt,
      argMax(each.durationMs, each.place) AS durationMs,
      argMax((each.last, each.ownTestId), each.place) AS lastOne,
      toString(lastOne.1.1) AS lastSubmissionId,
      lastOne.1.2 AS lastAttempt,
      lastOne.2 AS lastTestId,
      max((each.failing, each.ownTestId)) AS failingOne,
      toString(failingOne.1.1) AS failingSubmissionId,
      failingOne.1.2 AS failingAttempt,
      failingOne.2 AS failingTestId
    FROM (
      SELECT
        execution.runId AS runId,
        {newestIds:Array(UUID)}[indexOf({testIds:Array(UUID)}, execution.ownTestId)] AS testId,
        execution.ownTestId AS ownTestId,
        execution.target AS target,
        execution.branch AS branch,
        execution.attempts AS attempts,
        execution.rawStatus AS rawStatus,
        execution.startedAt AS startedAt,
        execution.durationMs AS durationMs,
        execution.last AS last,
        execution.failing AS failing,
        ${rules.overridden ? "if(override.status != '', override.status, execution.ended)" : "execution.ended"} AS outcome,
        indexOf(['skipped', 'passed', 'flaky', 'broken', 'failed'], outcome) AS gravity,
        (if(execution.replaced, 0, gravity), execution.executionId, gravity) AS place
      FROM (${executionsOf(members.sql, rules, first !== undefined)}) AS execution
      ${rules.overridden ? overridesOf(members.sql, asof) : ""}
    ) AS each
    GROUP BY runId, testId`,
    parameters: {
      ...members.parameters,
      ...ruleValues(rules),
      ...{ project, testIds, newestIds },
      ...(asof === undefined ? {} : { asof }),
      ...(first === undefined ? {} : { firstSubmissionId: first, firstSubmittedAt: timeOf(first) }),
    },
  };
}

function timeOf(submissionId: string): string {
  return new Date(submissionTime(submissionId)).toISOString();
}

/** How each test ended in each execution of it: its attempts in the order of the submissions that they came with. */
function executionsOf(members: string, rules: OutcomeRules, isBounded: boolean): string {
  return `
        SELECT
          member.runId AS runId,
          member.executionId AS executionId,
          result.testId AS ownTestId,
          any(member.target) AS target,
          any(member.branch) AS branch,
          any(member.replaced) AS replaced,
          max((result.submissionId, result.attempt)) AS last,
          maxIf((result.submissionId, result.attempt), ${meaning(rules)} IN ('failed', 'broken')) AS failing,
          argMax(${meaning(rules)}, (result.submissionId, result.attempt)) AS lastStatus,
          if(lastStatus = 'passed' AND failing.2 > 0, 'flaky', lastStatus) AS ended,
          count() AS attempts,
          argMax(result.rawStatus, (result.submissionId, result.attempt)) AS rawStatus,
          argMax(result.startedAt, (result.submissionId, result.attempt)) AS startedAt,
          argMax(result.durationMs, (result.submissionId, result.attempt)) AS durationMs
        FROM (
          SELECT
            submissionId, testId, attempt, status, rawStatus, startedAt, durationMs,
            if(rawStatus = '', toString(status), rawStatus) AS word
          FROM resultsByTest FINAL
          WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}${isBounded ? notBefore : ""}
        ) AS result
        INNER JOIN (${members}) AS member ON member.submissionId = result.submissionId
        GROUP BY runId, executionId, ownTestId`;
}

/** Said again for the table of results, which is cut into months. */
const notBefore = `
            AND submissionId >= {firstSubmissionId:String} AND submittedAt >= {firstSubmittedAt:DateTime64(3)}`;

/** What the status of a row means in its target. */
function meaning(rules: OutcomeRules): string {
  if (rules.words.length === 0) return "toString(result.status)";
  return `transform(
            concat(member.target, ' ', result.word), {words:Array(String)}, {meanings:Array(String)},
            toString(result.status)
          )`;
}

/** The newest word of a person for each execution and test; taken back, the word before it does not come back. */
function overridesOf(members: string, asof: string | undefined): string {
  return `LEFT JOIN (
        SELECT member.executionId AS executionId, said.testId AS testId, argMax(said.status, said.version) AS status
        FROM (
          SELECT
            submissionId,
            testId,
            toString(argMax(overrides.status, overrides.version)) AS status,
            argMax(overrides.stands, overrides.version) AS stands,
            max(overrides.version) AS version
          FROM overrides
          WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}
            ${asof === undefined ? "" : "AND version <= {asof:DateTime64(3)}"}
          GROUP BY submissionId, testId
          HAVING stands
        ) AS said
        INNER JOIN (${members}) AS member ON member.submissionId = said.submissionId
        GROUP BY executionId, testId
      ) AS override ON override.executionId = execution.executionId AND override.testId = execution.ownTestId`;
}
