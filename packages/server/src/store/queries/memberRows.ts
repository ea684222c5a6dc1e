import { newSubmissionId } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { ParameterValue } from "../literal.ts";
import { where } from "../where.ts";
import { listedMembers, type Member, memberLists } from "./effectiveOutcomes.ts";
import { type Reading, readReading, type TargetReading } from "./targetReading.ts";

/** A SELECT with the values of its places. */
export interface Relation {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** The submissions of some runs: `(submissionId, runId, executionId, target, branch, replaced)`. */
export interface MemberRelation extends Relation {
  /** No submission among them has a lower id. */
  readonly firstSubmissionId?: string | undefined;
  /** Whether each run is one execution, because no target of the project puts builds together. */
  readonly isSeparate?: boolean | undefined;
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

/** The submissions of the runs that fit: those of the view `runMembers`, without its questions about settings. */
export async function memberRows(connection: Connection, filters: MemberFilters): Promise<MemberRelation> {
  const { clause, parameters } = where({
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
  const placed = placedSubmissions(await readReading(connection), filters.project);
  return {
    sql: `
      SELECT submissionId, runId, executionId, target, branch, replaced
      FROM (${placed.sql})
      ${conditions.join(" AND ")}`,
    parameters: { ...parameters, ...variants.parameters, ...placed.parameters, project: filters.project },
    firstSubmissionId: filters.since && lowestId(filters.since, 0),
    isSeparate: (placed.parameters["consolidatedTargets"] as string[]).length === 0,
  };
}

/**
 * Where each submission of a project belongs, as the settings of the targets say. All of a run are on the branch of the
 * first that names one, as in the lists of runs: a build may have been tested on several.
 */
function placedSubmissions({ targets }: Reading, project: string): Relation {
  const ours = [...targets.values()].filter((reading) => reading.project === project);
  const named = (which: (reading: TargetReading) => boolean): string[] =>
    ours.filter(which).map(({ target }) => target);
  const branched = ours.filter(({ defaultBranch }) => defaultBranch !== "");
  const usual = "branch IN ('', 'main', 'master', 'trunk')";
  return {
    sql: `
        SELECT
          submissionId, target, variant,
          buildName != '' AND target IN {consolidatedTargets:Array(String)} AS consolidated,
          consolidated AND target IN {replacedTargets:Array(String)} AS replaced,
          toString(if(consolidated, buildRunId, separateRunId)) AS runId,
          toString(if(consolidated, buildExecutionId, separateExecutionId)) AS executionId,
          if(consolidated, buildComplete, separateComplete) AS complete,
          argMinIf(known.branch, known.submissionId, known.branch != '') OVER (PARTITION BY runId) AS branch,
          transform(target, {branchedTargets:Array(String)}, {defaultBranches:Array(String)}, '') AS defaultBranch,
          if(defaultBranch = '', ${usual}, branch = defaultBranch) AS mainline
        FROM submissionSummaries AS known FINAL
        WHERE project = {project:String} AND NOT deleted AND target NOT IN {deletedTargets:Array(String)}`,
    parameters: {
      consolidatedTargets: named(({ consolidation }) => consolidation),
      replacedTargets: named(({ replacement }) => replacement),
      deletedTargets: named(({ deleted }) => deleted),
      branchedTargets: branched.map(({ target }) => target),
      defaultBranches: branched.map(({ defaultBranch }) => defaultBranch),
    },
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
