import { isFailing } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { effectiveOutcomes } from "./effectiveOutcomes.ts";
import { type MemberFilters, memberRows } from "./memberRows.ts";
import { type OutcomeRules, readRules, ruleValues } from "./outcomeRules.ts";

/** A test, by any id that it had, that failed at least once in a target and branch. */
export interface FailingCandidate {
  readonly testId: string;
  readonly target: string;
  readonly branch: string;
}

/**
 * The tests that may fail now: those that ever failed in a complete run, less those that passed in the newest one of
 * their target and branch, which are nearly all of them.
 */
export async function failingCandidates(connection: Connection, filters: MemberFilters): Promise<FailingCandidate[]> {
  const rules = await readRules(connection, filters.project);
  const members = memberRows({ ...filters, complete: true });
  const newest = `
        SELECT submissionId, runId, executionId, target, branch, replaced
        FROM (${members.sql})
        WHERE runId IN (SELECT max(runId) FROM (${members.sql}) GROUP BY target, branch)`;
  // Later words of people would speak for runs as they were not yet read then.
  const isDecided = !(rules.overridden && filters.asof !== undefined);
  return connection.query<FailingCandidate>(
    `
    WITH passing AS (
      SELECT run.target AS target, run.branch AS branch, ended.testId AS testId
      FROM (${effectiveOutcomes(`(${newest})`, rules)}) AS ended
      INNER JOIN (SELECT DISTINCT runId, target, branch FROM (${newest})) AS run ON run.runId = ended.runId
      WHERE ended.outcome IN ('passed', 'flaky')
    )
    SELECT DISTINCT target, branch, testId
    FROM (
      SELECT member.target AS target, member.branch AS branch, failed.testId AS testId
      FROM (${everFailed(rules)}) AS failed
      INNER JOIN (${members.sql}) AS member ON member.submissionId = failed.submissionId
    )
    ${isDecided ? "WHERE (target, branch, testId) NOT IN (SELECT target, branch, testId FROM passing)" : ""}`,
    { ...members.parameters, ...ruleValues(rules), failingWords: failingWords(rules) },
  );
}

/** Where a result may have counted as failing: by its status, by what its word means, or because someone said so. */
function everFailed(rules: OutcomeRules): string {
  return [
    "SELECT submissionId, testId FROM failures WHERE project = {project:String}",
    ...(failingWords(rules).length === 0
      ? []
      : [
          "SELECT submissionId, testId FROM resultsByTest WHERE project = {project:String} AND rawStatus IN {failingWords:Array(String)}",
        ]),
    ...(rules.overridden
      ? [
          "SELECT submissionId, testId FROM overrides WHERE project = {project:String} AND status IN ('failed', 'broken')",
        ]
      : []),
  ].join("\n      UNION ALL\n      ");
}

function failingWords({ words, meanings }: OutcomeRules): string[] {
  const failing = words.filter((_, index) => isFailing(meanings[index] ?? "passed"));
  return failing.map((word) => word.slice(word.indexOf(" ") + 1));
}
