import { type RenameIndex, type RenameLink, type RunView, renameIndex } from "@backstory/model";
import type { Connection, Parameters } from "../connection.ts";
import { effectiveOutcomes, listedMembers, type Member, memberLists } from "./effectiveOutcomes.ts";
import { type OutcomeRules, ruleValues } from "./outcomeRules.ts";
import { believedRules } from "./targetReading.ts";
import { readRenameLinks } from "./testGroup.ts";

/** A run of `currentRuns`, as much of it as says where its results are. */
export interface RunToRead {
  readonly runId: string;
  readonly view: RunView;
  readonly target: string;
  /** In the order of their ids, each with its execution at the same place. */
  readonly submissionIds: readonly string[];
  readonly executionIds: readonly string[];
}

/** The columns of a {@link RunToRead}. */
export const runToReadColumns = "toString(runId) AS runId, view, target, submissionIds, executionIds";

/** SQL of rows, and its values. */
export interface Rows {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** Outcomes as {@link runOutcomes} gives them. */
export interface Outcomes extends Rows {
  /**
   * Cheaper SQL, with the same values, of `(runId, testId, durationMs)`: every outcome that is a pass, and perhaps attempts
   * that passed where the outcome is another.
   */
  readonly passesSql: string;
}

/** What has to be known before outcomes of a project are read. */
export interface OutcomeReading {
  readonly project: string;
  readonly asof: string | undefined;
  readonly rules: OutcomeRules;
  /** Which tests go on under another id. */
  readonly renames: Omit<RenameIndex, "add">;
  readonly links: readonly RenameLink[];
}

/** Reads the rules and the renames of a project, once for all outcomes that one answer needs. */
export async function readForOutcomes(
  connection: Connection,
  { project, asof }: { readonly project: string; readonly asof?: string | undefined },
): Promise<OutcomeReading> {
  const [rules, links] = await Promise.all([
    believedRules(connection, project),
    readRenameLinks(connection, { project, asof }),
  ]);
  return { project, asof, rules: { ...rules, asof }, links, renames: renameIndex(links) };
}

/**
 * How each test ended in each of these runs: `(runId, testId, outcome, durationMs, labels)`, under the test's newest id.
 * Runs of one submission of which nobody said anything are read as they are; only the others are put together.
 */
export async function runOutcomes(
  connection: Connection,
  reading: OutcomeReading,
  runs: readonly RunToRead[],
): Promise<Outcomes> {
  const { project, rules, links, renames } = reading;
  const special = await specialRuns(connection, reading, runs);
  const plain = runs.filter(({ runId, submissionIds }) => submissionIds.length === 1 && !special.has(runId));
  const composed = runs.filter(({ runId, submissionIds }) => submissionIds.length !== 1 || special.has(runId));
  const hasPlain = composed.length < runs.length || runs.length === 0;
  const parts: string[] = hasPlain ? [plainOutcomes] : [];
  const passes: string[] = hasPlain ? [plainPasses] : [];
  let parameters: Parameters = { project, plainRuns: plain.map(({ runId }) => runId) };
  if (composed.length > 0) {
    parts.push(composedOutcomes(rules));
    passes.push(`SELECT runId, testId, durationMs FROM (${composedOutcomes(rules)}) WHERE outcome = 'passed'`);
    parameters = {
      ...parameters,
      ...ruleValues(rules),
      ...memberLists(membersOf(composed)),
    };
  }
  const all = parts.join("\nUNION ALL\n");
  const allPasses = passes.join("\nUNION ALL\n");
  if (links.length === 0) return { sql: all, passesSql: allPasses, parameters };
  const renamedFrom = links.map(({ from }) => from);
  const renamedTo = renamedFrom.map((testId) => renames.newest(testId));
  return {
    sql: renamed(all, "outcome, durationMs, labels"),
    passesSql: renamed(allPasses, "durationMs"),
    parameters: { ...parameters, renamedFrom, renamedTo },
  };
}

/** The runs whose targets say what words mean, or of which somebody overrode a result. */
async function specialRuns(
  connection: Connection,
  { project, rules }: OutcomeReading,
  runs: readonly RunToRead[],
): Promise<Set<string>> {
  const targets = new Set(rules.words.map((word) => word.slice(0, word.indexOf(" "))));
  const special = new Set(runs.filter(({ target }) => targets.has(target)).map(({ runId }) => runId));
  if (!rules.overridden) return special;
  const overridden = await connection.query<{ submissionId: string }>(
    "SELECT DISTINCT toString(submissionId) AS submissionId FROM overrides WHERE project = {project:String}",
    { project },
  );
  const said = new Set(overridden.map(({ submissionId }) => submissionId));
  for (const { runId, submissionIds } of runs) if (submissionIds.some((id) => said.has(id))) special.add(runId);
  return special;
}

function membersOf(runs: readonly RunToRead[]): Member[] {
  return runs.flatMap(({ runId, view, target, submissionIds, executionIds }) =>
    submissionIds.map((submissionId, index) => ({
      ...{ submissionId, runId, target, replaced: view === "replaced" },
      executionId: executionIds[index] ?? submissionId,
    })),
  );
}

/** A pass can be flaky only when it was not the first attempt; looking after each pass would take several times as long. */
const plainOutcomes = `
      SELECT toString(submissionId) AS runId, testId, toString(status) AS outcome, durationMs, labels
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)} AND attempt = 1
      UNION ALL
      SELECT
        toString(submissionId) AS runId,
        testId,
        if(status = 'passed' AND (submissionId, testId) IN (
          SELECT submissionId, testId
          FROM failures
          WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)}
        ), 'flaky', toString(status)) AS outcome,
        durationMs,
        labels
      FROM resultsByRun FINAL
      WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)} AND attempt > 1`;

/** Every attempt that passed, flaky ones and superseded ones too: a look at the table instead of two. */
const plainPasses = `
      SELECT toString(submissionId) AS runId, testId, durationMs
      FROM resultsByRun
      WHERE project = {project:String} AND submissionId IN {plainRuns:Array(String)} AND status = 'passed'`;

function composedOutcomes(rules: OutcomeRules): string {
  return `
      SELECT
        toString(ended.runId) AS runId,
        ended.testId AS testId,
        ended.outcome AS outcome,
        ended.durationMs AS durationMs,
        described.labels AS labels
      FROM (${effectiveOutcomes(listedMembers, rules)}) AS ended
      LEFT JOIN (
        SELECT submissionId, testId, labels
        FROM resultsByRun FINAL
        WHERE project = {project:String} AND submissionId IN {memberIds:Array(String)}
      ) AS described ON described.submissionId = ended.lastSubmissionId AND described.testId = ended.testId`;
}

function renamed(outcomes: string, columns: string): string {
  return `
      SELECT
        runId,
        toUUID(transform(
          toString(known.testId), {renamedFrom:Array(String)}, {renamedTo:Array(String)}, toString(known.testId)
        )) AS testId,
        ${columns}
      FROM (${outcomes}) AS known`;
}
