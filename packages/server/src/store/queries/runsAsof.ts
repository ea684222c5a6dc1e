import { type AssembledSubmission, newSubmissionId } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { addUpRun, executionIn, type RunCounts } from "../summaries/addUpRun.ts";
import { assembleRelatives, type Relative, withRelatives } from "../summaries/relatives.ts";
import type { RunTotals } from "../summaries/runTotals.ts";
import { type SubmissionSummary, submissionSummaryColumns } from "../summaries/submissionSummary.ts";
import { keyOf, movedSubmissions, type TouchedRun, touchedRuns } from "../summaries/touchedRuns.ts";
import { where } from "../where.ts";
import { effectiveCounts, listedMembers, memberLists } from "./effectiveOutcomes.ts";
import { type OutcomeRules, type ProjectRules, readRules, ruleValues } from "./outcomeRules.ts";

/** The lowest id that a submission can have which began after a time. */
export function idAfter(time: string): string {
  return newSubmissionId(Math.max(0, Date.parse(time)) + 1, new Uint8Array(10));
}

/** Runs as they were at a time, and of which submissions the runs of today were looked at anew for them. */
export interface RunsAsof {
  readonly runs: readonly RunTotals[];
  readonly submissionIds: readonly string[];
}

/**
 * The runs that were others at a time than they are now: some of their submissions began later, or people deleted,
 * restored, pinned or corrected something of them since. They are put together from what had begun and was said by then,
 * read by the settings of today.
 */
export async function changedRuns(
  connection: Connection,
  filters: { readonly project?: string | undefined; readonly target?: string | undefined },
  asof: string,
): Promise<RunsAsof> {
  const { clause, parameters } = where({
    "project = {project:String}": filters.project,
    "target = {target:String}": filters.target,
  });
  const seeds = await connection.query<{ project: string; submissionId: string }>(
    `
    SELECT DISTINCT toString(project) AS project, toString(submissionId) AS submissionId
    FROM submissionSummaries
    ${clause} AND submissionId < {later:String} AND submissionId IN (
      SELECT arrayJoin(submissionIds) FROM runs FINAL WHERE lastSubmissionId >= {later:String} AND runId < {later:String}
      UNION ALL
      SELECT toString(submissionId) FROM runMarks WHERE version > {asof:DateTime64(3)}
      UNION ALL
      SELECT toString(submissionId) FROM overrides WHERE version > {asof:DateTime64(3)}
    )`,
    { ...parameters, asof, later: idAfter(asof) },
  );
  const found: RunsAsof[] = [];
  for (const project of new Set(seeds.map((seed) => seed.project))) {
    const submissionIds = seeds.filter((seed) => seed.project === project).map(({ submissionId }) => submissionId);
    found.push(await runsAsof(connection, { project, submissionIds, asof }));
  }
  return {
    runs: found.flatMap(({ runs }) => runs).filter(({ target }) => (filters.target ?? target) === target),
    submissionIds: found.flatMap((each) => each.submissionIds),
  };
}

/** The runs of these submissions as they were at a time. */
export async function runsAsof(
  connection: Connection,
  { project, submissionIds, asof }: { project: string; submissionIds: readonly string[]; asof: string },
): Promise<RunsAsof> {
  const rules = { ...(await readRules(connection, project)), asof };
  const seeds = await readMembers(connection, project, submissionIds);
  const now = await withRelatives(
    connection,
    { project, consolidated: rules.consolidated },
    [...seeds.values()].map((seed) => ({ ...seed, buildName: seed.namedBuild })),
  );
  const relatives = await asTheyWere(connection, { project, relatives: now, asof });
  const assembled = assembleRelatives(relatives);
  const touched = {
    project,
    consolidated: rules.consolidated,
    relatives,
    assembled,
    submissionIds: new Set(seeds.keys()),
  };
  const moved = movedSubmissions(touched);
  const runs = touchedRuns(touched, moved).filter((run) => holds(run, { rules, assembled }));
  const members = await readMembers(connection, project, [...new Set(runs.flatMap((run) => run.submissionIds))]);
  const placed = new Map(
    [...members].map(([id, member]) => [id, { ...member, ...assembled.get(id) } as SubmissionSummary]),
  );
  const counts = await countAsof(connection, { project, rules, runs, placed });
  const none = { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, executions: 0 };
  return {
    runs: runs.map(({ submissionIds: ids, like: _, ...place }) =>
      addUpRun(
        place,
        ids.map((id) => placed.get(id)).filter((member) => member !== undefined),
        counts.get(keyOf(place)) ?? none,
      ),
    ),
    submissionIds: [...moved],
  };
}

/** Without what began later, and deleted when it was so then. */
async function asTheyWere(
  connection: Connection,
  { project, relatives, asof }: { project: string; relatives: ReadonlyMap<string, Relative>; asof: string },
): Promise<Map<string, Relative>> {
  const later = idAfter(asof);
  const known = [...relatives.values()].filter(({ submissionId }) => submissionId < later);
  const deleted = await connection.query<{ submissionId: string }>(
    `
    SELECT submissionId
    FROM runMarks
    WHERE project = {project:String} AND mark = 'deleted' AND version <= {asof:DateTime64(3)}
      AND submissionId IN {ids:Array(String)}
    GROUP BY submissionId
    HAVING argMax(stands, version)`,
    { project, asof, ids: known.map(({ submissionId }) => submissionId) },
  );
  const gone = new Set(deleted.map(({ submissionId }) => submissionId));
  return new Map(known.map((each) => [each.submissionId, { ...each, deleted: gone.has(each.submissionId) }]));
}

interface Reading {
  readonly rules: ProjectRules;
  readonly assembled: ReadonlyMap<string, AssembledSubmission>;
}

/** Whether a run is of the view that its target is read by. */
function holds({ view, target, submissionIds }: TouchedRun, { rules, assembled }: Reading): boolean {
  const [first] = submissionIds;
  if (first === undefined) return false;
  const isOfBuild = rules.consolidated.has(target) && assembled.get(first)?.buildName !== "";
  return view === (isOfBuild ? (rules.replaced.has(target) ? "replaced" : "appended") : "separate");
}

async function readMembers(
  connection: Connection,
  project: string,
  submissionIds: readonly string[],
): Promise<Map<string, SubmissionSummary>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await connection.query<SubmissionSummary>(
    `
    SELECT ${Object.keys(submissionSummaryColumns).join(", ")}
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
    { project, submissionIds },
  );
  return new Map(rows.map((row) => [row.submissionId, row]));
}

interface Counting {
  readonly project: string;
  readonly rules: OutcomeRules;
  readonly runs: readonly TouchedRun[];
  readonly placed: ReadonlyMap<string, SubmissionSummary>;
}

async function countAsof(
  connection: Connection,
  { project, rules, runs, placed }: Counting,
): Promise<Map<string, RunCounts>> {
  const members = runs.flatMap((run) =>
    run.submissionIds.flatMap((submissionId) => {
      const member = placed.get(submissionId);
      if (member === undefined) return [];
      const executionId = executionIn(run.view, member);
      return { submissionId, executionId, runId: keyOf(run), target: run.target, replaced: run.view === "replaced" };
    }),
  );
  if (members.length === 0) return new Map();
  const rows = await connection.query<RunCounts & { runId: string }>(effectiveCounts(listedMembers, rules), {
    ...{ project, ...memberLists(members) },
    ...ruleValues(rules),
  });
  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]));
}
