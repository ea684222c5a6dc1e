import type { ParameterValue } from "../literal.ts";
import { joinedOverrides } from "./joinedOverrides.ts";
import { type OutcomeRules, wordMeaning } from "./outcomeRules.ts";

/**
 * The relation of members that three lists say: `(submissionId, runId, executionId, target, replaced)`, one row a
 * submission of a run. Its values are those of {@link memberLists}.
 */
export const listedMembers = `(
      SELECT
        toFixedString(member.1, 26) AS submissionId, member.2 AS runId, member.3 AS executionId, member.4 AS target,
        member.5 AS replaced
      FROM (
        SELECT arrayJoin(arrayZip(
          {memberIds:Array(String)}, {memberRuns:Array(String)}, {memberExecutions:Array(String)},
          {memberTargets:Array(String)}, {memberReplaced:Array(UInt8)}
        )) AS member
      )
    )`;

/** A submission of a run; of several executions of a test the last counts when `replaced`, else the worst. */
export interface Member {
  readonly submissionId: string;
  readonly runId: string;
  readonly executionId: string;
  readonly target: string;
  readonly replaced: boolean;
}

/** The values of {@link listedMembers}. */
export function memberLists(members: readonly Member[]): Record<string, ParameterValue> {
  return {
    memberIds: members.map(({ submissionId }) => submissionId),
    memberRuns: members.map(({ runId }) => runId),
    memberExecutions: members.map(({ executionId }) => executionId),
    memberTargets: members.map(({ target }) => target),
    memberReplaced: members.map(({ replaced }) => (replaced ? 1 : 0)),
  };
}

/**
 * SQL of how each test ended in each run: `(runId, testId, outcome, durationMs, lastSubmissionId, executions)`, with what
 * people and settings said of it. `members` is a relation like {@link listedMembers}, whose submissions are of the
 * project `{project:String}`; the values of the rules are `ruleValues(rules)`.
 */
export function effectiveOutcomes(members: string, rules: OutcomeRules): string {
  return `
    SELECT
      runId,
      testId,
      argMax(outcome, place) AS outcome,
      argMax(durationMs, place) AS durationMs,
      argMax(lastSubmissionId, place) AS lastSubmissionId,
      if(any(replaced), 1, count()) AS executions
    FROM (
      SELECT
        *,
        ${rules.overridden ? "if(override.status != '', override.status, ended)" : "ended"} AS outcome,
        (if(replaced, 0, indexOf(['skipped', 'passed', 'flaky', 'broken', 'failed'], outcome)), executionId) AS place
      FROM (${executionsOf(members, rules)}) AS execution
      ${rules.overridden ? overridesOf(members, rules) : ""}
    )
    GROUP BY runId, testId`;
}

/** How each test ended in each execution of it; a later rerun goes on where the earlier submission was. */
function executionsOf(members: string, rules: OutcomeRules): string {
  return `
        SELECT
          member.runId AS runId,
          member.executionId AS executionId,
          result.testId AS testId,
          any(member.replaced) AS replaced,
          argMax(${wordMeaning(rules, "member.target", "result")}, result.submissionId) AS lastStatus,
          argMax(result.durationMs, result.submissionId) AS durationMs,
          max(result.submissionId) AS lastSubmissionId,
          if(lastStatus = 'passed' AND max(${hasFailed(members, rules)}), 'flaky', lastStatus) AS ended
        FROM (
          SELECT submissionId, testId, attempt, status, rawStatus, durationMs
          FROM resultsByRun FINAL
          WHERE project = {project:String} AND submissionId IN (SELECT submissionId FROM ${members})
        ) AS result
        INNER JOIN ${members} AS member ON member.submissionId = result.submissionId
        GROUP BY runId, executionId, testId`;
}

/** Whether an attempt failed: the table of failures knows, unless a target says what its runner's words mean. */
function hasFailed(members: string, rules: OutcomeRules): string {
  if (rules.words.length === 0) {
    return `(result.submissionId, result.testId) IN (
            SELECT submissionId, testId
            FROM failures
            WHERE project = {project:String} AND submissionId IN (SELECT submissionId FROM ${members})
          )`;
  }
  return `${wordMeaning(rules, "member.target", "result")} IN ('failed', 'broken') OR result.attempt > 1
            AND (result.submissionId, result.testId) IN (
              SELECT attempt.submissionId, attempt.testId
              FROM (
                SELECT submissionId, testId, status, rawStatus
                FROM resultsByTest
                WHERE project = {project:String} AND testId IN (
                  SELECT testId
                  FROM resultsByRun
                  WHERE project = {project:String} AND submissionId IN (SELECT submissionId FROM ${members})
                    AND attempt > 1
                ) AND submissionId IN (SELECT submissionId FROM ${members})
              ) AS attempt
              INNER JOIN ${members} AS owner ON owner.submissionId = attempt.submissionId
              WHERE ${wordMeaning(rules, "owner.target", "attempt")} IN ('failed', 'broken')
            )`;
}

function overridesOf(members: string, { asof }: OutcomeRules): string {
  const which = `submissionId IN (SELECT submissionId FROM ${members})`;
  return joinedOverrides({ members, which, testId: "said.testId", asof });
}

/** SQL of how many tests of each run had which outcome: a row a run, of the same members. */
export function effectiveCounts(members: string, rules: OutcomeRules): string {
  return `
    SELECT
      runId,
      countIf(outcome = 'passed') AS passed,
      countIf(outcome = 'failed') AS failed,
      countIf(outcome = 'broken') AS broken,
      countIf(outcome = 'skipped') AS skipped,
      countIf(outcome = 'flaky') AS flaky,
      sum(executions) AS executions
    FROM (${effectiveOutcomes(members, rules)})
    GROUP BY runId`;
}
