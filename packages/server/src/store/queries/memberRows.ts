import { newSubmissionId } from "@backstory/model";
import type { ParameterValue } from "../literal.ts";
import { where } from "../where.ts";
import { listedMembers, type Member, memberLists } from "./effectiveOutcomes.ts";

/** A SELECT with the values of its places. */
export interface Relation {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** The submissions of some runs: `(submissionId, runId, executionId, target, branch, replaced)`. */
export interface MemberRelation extends Relation {
  /** No submission among them has a lower id. */
  readonly firstSubmissionId?: string | undefined;
}

/** A submission of a run; of several executions of a test the last counts when `replaced`, else the worst. */
export interface PlacedMember extends Member {
  readonly branch: string;
}

/** Which runs of a project take part. */
export interface MemberFilters {
  readonly project: string;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** Only runs on the default branches of their targets. */
  readonly mainline?: boolean | undefined;
  /** Only runs that came whole. */
  readonly complete?: boolean | undefined;
  /** Only runs with each of these pairs in their variant, written `key=value`. */
  readonly variants?: readonly string[] | undefined;
  /** Only runs begun from `since` up to, not at, `until`. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only what had begun by then; a run of which a part began later was not whole yet. */
  readonly asof?: string | undefined;
}

/** The submissions of the runs that fit. */
export function memberRows(filters: MemberFilters): MemberRelation {
  const { clause, parameters } = where({
    "project = {project:String}": filters.project,
    "target = {target:String}": filters.target,
    "branch = {branch:String}": filters.branch,
    "mainline = {mainline:Bool}": filters.mainline,
    "complete = {complete:Bool}": filters.complete,
    "runId >= {firstRunId:String}": filters.since && lowestId(filters.since, 0),
    "runId < {nextRunId:String}": filters.until && lowestId(filters.until, 0),
    "submissionId < {laterId:String}": filters.asof && lowestId(filters.asof, 1),
  });
  const variants = variantConditions(filters.variants ?? []);
  const conditions = [clause, ...variants.conditions, ...(filters.asof && filters.complete ? [endedByThen] : [])];
  return {
    sql: `
      SELECT
        submissionId, toString(runId) AS runId, toString(executionId) AS executionId, target, branch,
        consolidated AND (project, target) IN (SELECT project, target FROM targetSettings WHERE replacement) AS replaced
      FROM runMembers
      ${conditions.join(" AND ")}`,
    parameters: { ...parameters, ...variants.parameters },
    firstSubmissionId: filters.since && lowestId(filters.since, 0),
  };
}

/** The same relation of submissions that are known already, when they are not many. */
export function listedRows(members: readonly PlacedMember[]): MemberRelation {
  return {
    sql: `
      SELECT submissionId, runId, executionId, target, branch, replaced
      FROM ${listedMembers} AS listed
      INNER JOIN (
        SELECT arrayJoin(arrayZip({branchIds:Array(String)}, {branches:Array(String)})) AS pair,
          toFixedString(pair.1, 26) AS submissionId, pair.2 AS branch
      ) AS placed USING submissionId`,
    parameters: {
      ...memberLists(members),
      branchIds: members.map(({ submissionId }) => submissionId),
      branches: members.map(({ branch }) => branch),
    },
    firstSubmissionId: members.map(({ submissionId }) => submissionId).toSorted()[0],
  };
}

const endedByThen = `runId NOT IN (
        SELECT toString(runId) FROM runMembers WHERE project = {project:String} AND submissionId >= {laterId:String}
      )`;

function variantConditions(pairs: readonly string[]) {
  const parameters: Record<string, ParameterValue> = {};
  const conditions = pairs.map((pair, index) => {
    const at = pair.indexOf("=");
    parameters[`variantKey${index}`] = at === -1 ? pair : pair.slice(0, at);
    parameters[`variantValue${index}`] = at === -1 ? "" : pair.slice(at + 1);
    return `JSONExtractString(variant, {variantKey${index}:String}) = {variantValue${index}:String}`;
  });
  return { conditions, parameters };
}

/** The lowest id that a submission can have which began so many milliseconds after a time. */
function lowestId(time: string, laterMs: number): string {
  return newSubmissionId(Math.max(0, Date.parse(time)) + laterMs, new Uint8Array(10));
}
