import { submissionTime } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { joinedOverrides } from "./joinedOverrides.ts";
import type { MemberRelation, Relation } from "./memberRows.ts";
import { type OutcomeRules, ruleValues } from "./outcomeRules.ts";
import { believedRules } from "./targetReading.ts";

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

interface Shape {
  readonly isBounded: boolean;
  readonly isRenamed: boolean;
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
  const rules = await believedRules(connection, project);
  const first = members.firstSubmissionId;
  const renamed = testIds
    .flatMap((from, index) => ({ from, to: newestIds[index] ?? from }))
    .filter(({ from, to }) => from !== to);
  const shape = { isBounded: first !== undefined, isRenamed: renamed.length > 0 };
  const isOneExecution = members.isSeparate === true && !rules.overridden;
  return {
    sql: isOneExecution
      ? runsOfOneExecution(members.sql, rules, shape)
      : runsOfExecutions(members.sql, rules, { ...shape, asof }),
    parameters: {
      ...members.parameters,
      ...ruleValues(rules),
      ...{ project, testIds },
      renamedFrom: renamed.map(({ from }) => from),
      renamedTo: renamed.map(({ to }) => to),
      ...(asof === undefined ? {} : { asof }),
      ...(first === undefined ? {} : { firstSubmissionId: first, firstSubmittedAt: timeOf(first) }),
    },
  };
}

function timeOf(submissionId: string): string {
  return new Date(submissionTime(submissionId)).toISOString();
}

/** Each run by its executions: the last or the worst of them decides, and what a person said goes before. */
function runsOfExecutions(
  members: string,
  rules: OutcomeRules,
  shape: Shape & { readonly asof: string | undefined },
): string {
  return `
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
      argMax(each.last, each.place) AS lastOne,
      toString(lastOne.1) AS lastSubmissionId,
      lastOne.2 AS lastAttempt,
      lastOne.3 AS lastTestId,
      max(each.failing) AS failingOne,
      toString(failingOne.1) AS failingSubmissionId,
      failingOne.2 AS failingAttempt,
      failingOne.3 AS failingTestId
    FROM (
      SELECT
        execution.runId AS runId,
        execution.testId AS testId,
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
        (if(execution.replaced, 0, gravity), execution.executionId) AS place
      FROM (${executionsOf(members, rules, shape)}) AS execution
      ${rules.overridden ? overridesOf(members, shape.asof, shape) : ""}
    ) AS each
    GROUP BY runId, testId`;
}

/** The same where each run is one execution, of which nobody said anything: half the work. */
function runsOfOneExecution(members: string, rules: OutcomeRules, shape: Shape): string {
  return `
    SELECT
      runId,
      testId,
      target,
      branch,
      ended AS outcome,
      attempts,
      rawStatus,
      startedAt,
      durationMs,
      toString(last.1) AS lastSubmissionId,
      last.2 AS lastAttempt,
      last.3 AS lastTestId,
      toString(failing.1) AS failingSubmissionId,
      failing.2 AS failingAttempt,
      failing.3 AS failingTestId
    FROM (${executionsOf(members, rules, shape)})`;
}

/** How each test ended in each execution of it: its attempts in the order of the submissions that they came with. */
function executionsOf(members: string, rules: OutcomeRules, { isBounded, isRenamed }: Shape): string {
  return `
        SELECT
          member.runId AS runId,
          member.executionId AS executionId,
          result.testId AS testId,
          any(member.target) AS target,
          any(member.branch) AS branch,
          any(member.replaced) AS replaced,
          max(result.at) AS last,
          maxIf(result.at, ${meaning(rules)} IN ('failed', 'broken')) AS failing,
          argMax(${meaning(rules)}, result.at) AS lastStatus,
          if(lastStatus = 'passed' AND failing.2 > 0, 'flaky', lastStatus) AS ended,
          count() AS attempts,
          argMax(result.rawStatus, result.at) AS rawStatus,
          argMax(result.startedAt, result.at) AS startedAt,
          argMax(result.durationMs, result.at) AS durationMs
        FROM (
          SELECT
            submissionId, ${newest(isRenamed, "known.testId")} AS testId, status, rawStatus, startedAt, durationMs,
            if(rawStatus = '', toString(status), rawStatus) AS word,
            (submissionId, attempt, known.testId) AS at
          FROM resultsByTest AS known FINAL
          WHERE project = {project:String} AND known.testId IN {testIds:Array(UUID)}${isBounded ? notBefore : ""}
        ) AS result
        INNER JOIN (${members}) AS member ON member.submissionId = result.submissionId
        GROUP BY runId, executionId, testId`;
}

/** The newest id of a test, where any of them had another. */
function newest(isRenamed: boolean, testId: string): string {
  if (!isRenamed) return testId;
  return `toUUID(transform(
              toString(${testId}), {renamedFrom:Array(String)}, {renamedTo:Array(String)}, toString(${testId})
            ))`;
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

function overridesOf(members: string, asof: string | undefined, { isRenamed }: Shape): string {
  const which = "testId IN {testIds:Array(UUID)}";
  return joinedOverrides({ members: `(${members})`, which, testId: newest(isRenamed, "said.testId"), asof });
}
