import { isFailing } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { effectiveOutcomes, listedMembers } from "./effectiveOutcomes.ts";
import { listedRows, type MemberFilters, memberRows, type PlacedMember } from "./memberRows.ts";
import { type OutcomeRules, ruleValues } from "./outcomeRules.ts";
import { believedRules } from "./targetReading.ts";

/** A test, by any id that it had, that failed at least once in a target and branch. */
export interface FailingCandidate {
  readonly testId: string;
  readonly target: string;
  readonly branch: string;
}

/** The newest complete runs of a target and branch, and which is the newest. */
export interface RecentMember extends PlacedMember {
  /** 1 for the newest run of its target and branch, 2 for the one before it … */
  readonly age: number;
}

/** The submissions of the newest complete runs that fit, as many runs for each target and branch as told. */
export async function recentMembers(
  connection: Connection,
  filters: MemberFilters,
  runs: number,
): Promise<RecentMember[]> {
  const { sql, parameters } = await memberRows(connection, { ...filters, complete: true });
  return connection.query<RecentMember>(
    `
    SELECT
      submissionId, runId, executionId, target, branch, replaced,
      dense_rank() OVER (PARTITION BY target, branch ORDER BY runId DESC) AS age
    FROM (${sql})
    QUALIFY age <= {runs:UInt32}`,
    { ...parameters, runs },
  );
}

/**
 * The tests that may fail now: those that ever failed in a complete run, less those that passed in the newest one of
 * their target and branch, which are nearly all of them. Of some tests only, when there are ids of such.
 */
export async function failingCandidates(
  connection: Connection,
  filters: MemberFilters,
  { recent, testIds }: { readonly recent: readonly RecentMember[]; readonly testIds?: readonly string[] | undefined },
): Promise<FailingCandidate[]> {
  const rules = await believedRules(connection, filters.project);
  const members = await memberRows(connection, { ...filters, complete: true });
  const newest = recent.filter(({ age }) => age === 1);
  const listed = listedRows(newest);
  // What people said speaks for the newest runs as they are read now, not as they were read then.
  const isDecided = !(rules.overridden && filters.asof !== undefined);
  return connection.query<FailingCandidate>(
    `
    SELECT DISTINCT target, branch, testId
    FROM (
      SELECT member.target AS target, member.branch AS branch, failed.testId AS testId
      FROM (${everFailed(rules, testIds !== undefined)}) AS failed
      INNER JOIN (${members.sql}) AS member ON member.submissionId = failed.submissionId
    )
    ${isDecided ? `WHERE (target, branch, testId) NOT IN (${passingIn(listed.sql, rules, isPlain(newest, rules))})` : ""}`,
    {
      ...members.parameters,
      ...listed.parameters,
      ...ruleValues(rules),
      failingWords: failingWords(rules),
      ...(testIds && { ofTests: testIds }),
    },
  );
}

/** Whether the last attempt of a test alone decides: nobody said anything, and each run is one submission. */
function isPlain(newest: readonly RecentMember[], rules: OutcomeRules): boolean {
  const runs = new Set(newest.map(({ runId }) => runId));
  return rules.words.length === 0 && !rules.overridden && runs.size === newest.length;
}

/** The tests that passed in these runs; a flaky one did in the end. */
function passingIn(members: string, rules: OutcomeRules, isPlain: boolean): string {
  if (isPlain) {
    return `
      SELECT member.target, member.branch, ended.testId
      FROM (
        SELECT submissionId, testId
        FROM resultsByRun FINAL
        WHERE project = {project:String} AND submissionId IN {memberIds:Array(String)} AND status = 'passed'
      ) AS ended
      INNER JOIN (${members}) AS member ON member.submissionId = ended.submissionId`;
  }
  return `
      SELECT run.target, run.branch, ended.testId
      FROM (${effectiveOutcomes(listedMembers, rules)}) AS ended
      INNER JOIN (SELECT DISTINCT runId, target, branch FROM (${members})) AS run ON run.runId = ended.runId
      WHERE ended.outcome IN ('passed', 'flaky')`;
}

/** Where a result may have counted as failing: by its status, by what its word means, or because someone said so. */
function everFailed(rules: OutcomeRules, isOfTests: boolean): string {
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
  ]
    .map((sql) => (isOfTests ? `${sql} AND testId IN {ofTests:Array(UUID)}` : sql))
    .join("\n      UNION ALL\n      ");
}

function failingWords({ words, meanings }: OutcomeRules): string[] {
  const failing = words.filter((_, index) => isFailing(meanings[index] ?? "passed"));
  return failing.map((word) => word.slice(word.indexOf(" ") + 1));
}
