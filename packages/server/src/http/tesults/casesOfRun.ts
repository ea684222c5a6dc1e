import { type AttemptToWrite, writeCase } from "@backstory/formats";
import { type Outcome, type RunResult, renameIndex, type Status } from "@backstory/model";
import type { Connection } from "../../store/connection.ts";
import { type CaseAttempt, readCaseAttempts } from "../../store/queries/caseAttempts.ts";
import { runOutcomes } from "../../store/queries/runOutcomes.ts";
import { type RunSubmissions, runSubmissions } from "../../store/queries/runSubmissions.ts";
import { readTestNames } from "../../store/queries/testNames.ts";

const atOnce = 2_000;

/** How a test of the run ended, and what names it. */
type NamedOutcome = Pick<RunResult, "suite" | "name" | "params" | "outcome">;

/**
 * The cases of a run, in the order in which they came: one an execution of a test, with its earlier attempts under
 * `_Retries`. Where later results of a test replace earlier ones, one a test.
 */
export async function casesOfRun(connection: Connection, runId: string): Promise<Record<string, unknown>[]> {
  const run = await runSubmissions(connection, runId);
  if (run === undefined) return [];
  const cases: { readonly place: readonly [string, number]; readonly one: Record<string, unknown> }[] = [];
  const outcomes = await outcomesOf(connection, run);
  for (let from = 0; from < outcomes.length; from += atOnce) {
    const part = outcomes.slice(from, from + atOnce);
    const testIds = part.map(({ testId }) => testId);
    const [names, attempts] = await Promise.all([
      readTestNames(connection, run.project, testIds),
      readCaseAttempts(connection, run, testIds),
    ]);
    for (const { testId, outcome } of part) {
      const name = names.get(testId);
      if (name !== undefined) cases.push(...casesOfTest(run, { ...name, outcome }, attempts.get(testId) ?? []));
    }
  }
  return cases.toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ one }) => one);
}

/** How each test ended, in the order in which the tables have them: neighbours are read together. */
async function outcomesOf(
  connection: Connection,
  run: RunSubmissions,
): Promise<{ testId: string; outcome: Outcome }[]> {
  const { project, rules } = run;
  // A case is told by the name that the test had in the run.
  const asThen = { links: [], renames: renameIndex([]) };
  const { sql, parameters } = await runOutcomes(connection, { project, asof: undefined, rules, ...asThen }, [run]);
  return connection.query(`SELECT testId, outcome FROM (${sql}) ORDER BY testId`, parameters);
}

function casesOfTest(
  run: RunSubmissions,
  result: NamedOutcome,
  attempts: readonly CaseAttempt[],
): { place: readonly [string, number]; one: Record<string, unknown> }[] {
  const all = byExecution(run, attempts);
  const shown = run.view === "replaced" ? all.slice(-1) : all;
  return shown.map((ofExecution) => {
    const last = ofExecution.at(-1) as CaseAttempt;
    const outcome = shown.length === 1 ? result.outcome : interpreted(run, last);
    const written = ofExecution.map((attempt) =>
      toWrite(result, attempt, attempt === last ? outcome : interpreted(run, attempt)),
    );
    return { place: placeOf(last), one: writeCase(written) };
  });
}

function byExecution(run: RunSubmissions, attempts: readonly CaseAttempt[]): CaseAttempt[][] {
  const groups = new Map<string, CaseAttempt[]>();
  for (const attempt of attempts) {
    const execution = executionOf(run, attempt.submissionId);
    groups.set(execution, [...(groups.get(execution) ?? []), attempt]);
  }
  return [...groups.values()];
}

function executionOf({ submissionIds, executionIds }: RunSubmissions, submissionId: string): string {
  return executionIds[submissionIds.indexOf(submissionId)] ?? submissionId;
}

function interpreted({ target, rules }: RunSubmissions, { status, rawStatus }: CaseAttempt): Status {
  return rules.meanings[rules.words.indexOf(`${target} ${rawStatus}`)] ?? status;
}

function toWrite({ suite, name, params }: NamedOutcome, attempt: CaseAttempt, outcome: Outcome): AttemptToWrite {
  return { ...attempt, suite, name, params: params as AttemptToWrite["params"], outcome };
}

/** Where a case stood in its upload: `case-12.2` is the second attempt of the twelfth. */
function placeOf({ submissionId, resultId }: CaseAttempt): readonly [string, number] {
  const number = Number(/^case-(\d+)/.exec(resultId)?.[1]);
  return [submissionId, Number.isNaN(number) ? Number.MAX_SAFE_INTEGER : number];
}

function comparePlaces(a: readonly [string, number], b: readonly [string, number]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1];
}
