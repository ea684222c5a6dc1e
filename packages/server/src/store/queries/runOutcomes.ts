import { newSubmissionId, type RenameIndex, type RunView, renameIndex } from "@backstory/model";
import type { Connection, Parameters } from "../connection.ts";
import { effectiveOutcomes, listedMembers, memberLists } from "./effectiveOutcomes.ts";
import { type ProjectRules, readRules, ruleValues } from "./outcomeRules.ts";
import { readRenameLinks } from "./testGroup.ts";

/** A run of `currentRuns`, as much of it as says where its results are. */
export interface RunToRead {
  readonly runId: string;
  readonly view: RunView;
  readonly target: string;
  readonly submissionCount: number;
}

/** Which runs of one project to read. */
export interface RunsToRead {
  readonly project: string;
  readonly runs: readonly RunToRead[];
  /** Only submissions begun up to then. */
  readonly asof?: string | undefined;
}

/** SQL of rows, and its values. */
export interface Rows {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** How tests ended in runs, and under which ids their rows are. */
export interface RunOutcomes extends Rows {
  readonly renames: Omit<RenameIndex, "add">;
}

/**
 * How each test ended in each of these runs: `(runId, testId, outcome, durationMs, labels)`, under the test's newest id.
 * Runs of one submission of which nobody said anything are read as they are; only the others are put together.
 */
export async function runOutcomes(connection: Connection, { project, runs, asof }: RunsToRead): Promise<RunOutcomes> {
  const [rules, links] = await Promise.all([
    readRules(connection, project),
    readRenameLinks(connection, { project, asof }),
  ]);
  const special = await specialRuns(connection, project, { rules, runs });
  const plain = runs.filter(({ runId, submissionCount }) => submissionCount === 1 && !special.has(runId));
  const composed = runs.filter(({ runId, submissionCount }) => submissionCount !== 1 || special.has(runId));
  const parts: string[] = composed.length < runs.length || runs.length === 0 ? [plainOutcomes] : [];
  let parameters: Parameters = { project, plainRuns: plain.map(({ runId }) => runId) };
  if (composed.length > 0) {
    const members = await membersOf(connection, { project, runs: composed, asof });
    parts.push(composedOutcomes(rules));
    parameters = { ...parameters, ...ruleValues(rules), ...memberLists(members) };
  }
  const all = parts.join("\nUNION ALL\n");
  const renames = renameIndex(links);
  if (links.length === 0) return { sql: all, parameters, renames };
  const renamedFrom = links.map(({ from }) => from);
  const renamedTo = renamedFrom.map((testId) => renames.newest(testId));
  return { sql: renamed(all), parameters: { ...parameters, renamedFrom, renamedTo }, renames };
}

/** The runs whose targets say what words mean, or of which somebody overrode a result. */
async function specialRuns(
  connection: Connection,
  project: string,
  { rules, runs }: { readonly rules: ProjectRules; readonly runs: readonly RunToRead[] },
): Promise<Set<string>> {
  const targets = new Set(rules.words.map((word) => word.slice(0, word.indexOf(" "))));
  const special = new Set(runs.filter(({ target }) => targets.has(target)).map(({ runId }) => runId));
  if (!rules.overridden) return special;
  const overridden = await connection.query<{ runId: string }>(
    `
    SELECT DISTINCT runId
    FROM runMembers
    WHERE project = {project:String} AND submissionId IN (
      SELECT submissionId
      FROM overrides
      WHERE project = {project:String}
    )`,
    { project },
  );
  for (const { runId } of overridden) special.add(runId);
  return special;
}

interface MemberRow {
  readonly submissionId: string;
  readonly runId: string;
  readonly executionId: string;
  readonly target: string;
}

async function membersOf(connection: Connection, { project, runs, asof }: RunsToRead) {
  const viewOf = new Map(runs.map(({ runId, view }) => [runId, view]));
  const rows = await connection.query<MemberRow>(
    `
    SELECT submissionId, runId, executionId, target
    FROM runMembers
    WHERE project = {project:String} AND runId IN {runIds:Array(String)} AND submissionId < {later:String}`,
    { project, runIds: [...viewOf.keys()], later: laterThan(asof) },
  );
  return rows.map((row) => ({ ...row, replaced: viewOf.get(row.runId) === "replaced" }));
}

/** The lowest id that a submission begun after a time can have; above all ids when no time is given. */
export function laterThan(asof: string | undefined): string {
  return asof === undefined ? "~" : newSubmissionId(Date.parse(asof) + 1, new Uint8Array(10));
}

const plainOutcomes = `
      SELECT
        toString(submissionId) AS runId,
        testId,
        if(status = 'passed' AND (submissionId, testId) IN (
          SELECT submissionId, testId
          FROM failures
          WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)}
        ), 'flaky', toString(status)) AS outcome,
        durationMs,
        toString(labels) AS labels
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)}`;

function composedOutcomes(rules: ProjectRules): string {
  return `
      SELECT
        toString(ended.runId) AS runId,
        ended.testId AS testId,
        ended.outcome AS outcome,
        ended.durationMs AS durationMs,
        toString(described.labels) AS labels
      FROM (${effectiveOutcomes(listedMembers, rules)}) AS ended
      LEFT JOIN (
        SELECT submissionId, testId, labels
        FROM resultsByRun FINAL
        WHERE project = {project:String} AND submissionId IN {memberIds:Array(String)}
      ) AS described ON described.submissionId = ended.lastSubmissionId AND described.testId = ended.testId`;
}

function renamed(outcomes: string): string {
  return `
      SELECT
        runId,
        toUUID(transform(
          toString(known.testId), {renamedFrom:Array(String)}, {renamedTo:Array(String)}, toString(known.testId)
        )) AS testId,
        outcome, durationMs, labels
      FROM (${outcomes}) AS known`;
}
