import { bisectLine, type FailingTest, isFailing, type Page } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { type FailingCandidate, failingCandidates, recentMembers } from "./failingCandidates.ts";
import { type Standing, standings } from "./failingSince.ts";
import { listedRows, type MemberFilters, type MemberRelation, memberRows } from "./memberRows.ts";
import { readRunReferences } from "./runRow.ts";
import { runsMadeAgain } from "./runsMadeAgain.ts";
import { acceptedRenames } from "./testGroup.ts";
import { readTestNames } from "./testNames.ts";

/** Whose failing tests, and which page of them. */
export interface ListFailing {
  readonly project: string;
  readonly target?: string | undefined;
  /** Only this test, by any id that it had. */
  readonly testId?: string | undefined;
  /** Without it the default branch of each target; `*` is every branch. */
  readonly branch?: string | undefined;
  readonly asof?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Every test that fails in the newest complete run of a target and branch that had it, each with since when and the line
 * that finds the commit; those that began to fail last come first. One that a newer run of the same tests does not have
 * any more is left out.
 */
export async function listFailing(connection: Connection, question: ListFailing): Promise<Page<FailingTest>> {
  const { project, target, testId: only, branch, asof, limit, cursor } = question;
  const runs: MemberFilters = {
    ...{ project, target, asof },
    branch: branch === "*" ? undefined : branch,
    mainline: branch === undefined ? true : undefined,
  };
  const failing = (await failingStandings(connection, runs, only)).toSorted(startedLastFirst);
  const place = cursor === undefined ? undefined : decodeCursor(cursor, ["String", "UUID", "String", "String"]);
  const [firstFailure, testId, ofTarget, ofBranch] = (place ?? []) as string[];
  const before = { firstFailure, testId, target: ofTarget, branch: ofBranch } as Standing;
  const rest = place === undefined ? failing : failing.filter((each) => startedLastFirst(before, each) < 0);
  const page = pageOfRows(rest.slice(0, limit + 1), limit, ["firstFailure", "testId", "target", "branch"]);
  return { items: await nameFailing(connection, project, page.items), nextCursor: page.nextCursor };
}

/** The order of failing tests: what began to fail last comes first. */
export function startedLastFirst(a: Standing, b: Standing): number {
  if (a.firstFailure !== b.firstFailure) return a.firstFailure > b.firstFailure ? -1 : 1;
  const [one, other] = [placeOf(a), placeOf(b)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function placeOf({ testId, target, branch }: FailingCandidate): string {
  return JSON.stringify([testId, target, branch]);
}

/** Enough to find the last pass of nearly all that fail; the others are looked for further back. */
const recentRuns = 60;
/** A statement grows with its ids. */
const idsAStatement = 5_000;

/** How each test that fails now stands in the runs that fit; of all tests, or of one by any id that it had. */
export async function failingStandings(
  connection: Connection,
  runs: MemberFilters,
  only?: string,
): Promise<Standing[]> {
  const { project, asof } = runs;
  const [renames, recent] = await Promise.all([
    acceptedRenames(connection, runs),
    recentMembers(connection, runs, recentRuns),
  ]);
  const testIds = only === undefined ? undefined : renames.group(only);
  const candidates = (await failingCandidates(connection, runs, { recent, testIds })).map((each) => ({
    ...each,
    testId: renames.newest(each.testId),
  }));
  const left = new Map(candidates.map((candidate) => [placeOf(candidate), candidate.testId]));
  const found: Standing[] = [];
  const look = async (members: MemberRelation, isAll: boolean): Promise<void> => {
    for (const part of partsOf([...new Set(left.values())], renames.group)) {
      for (const standing of await standings(connection, { project, asof, members, ...part })) {
        const isFailingNow = isFailing(standing.outcome);
        // What fails in every recent run may have passed before them.
        if (!left.has(placeOf(standing)) || (isFailingNow && standing.lastPass === "" && !isAll)) continue;
        left.delete(placeOf(standing));
        if (isFailingNow) found.push(standing);
      }
    }
  };
  const isAll = recent.every(({ age }) => age < recentRuns);
  const branches = new Set(candidates.map(({ target, branch }) => JSON.stringify([target, branch])));
  const near = recent.filter(({ target, branch }) => branches.has(JSON.stringify([target, branch])));
  if (left.size > 0) await look(listedRows(near), isAll);
  if (left.size > 0 && !isAll) await look(await memberRows(connection, { ...runs, complete: true }), true);
  const again = await runsMadeAgain(connection, runs, { runIds: found.map(({ lastFailure }) => lastFailure), recent });
  return found.filter(({ lastFailure }) => !again.has(lastFailure));
}

/** The ids of some tests after another, as many as a statement can hold, each with the newest id of its test. */
function* partsOf(testIds: readonly string[], groupOf: (testId: string) => string[]) {
  let part: { testIds: string[]; newestIds: string[] } = { testIds: [], newestIds: [] };
  for (const testId of testIds) {
    const group = groupOf(testId);
    if (part.testIds.length > 0 && part.testIds.length + group.length > idsAStatement) {
      yield part;
      part = { testIds: [], newestIds: [] };
    }
    part.testIds.push(...group);
    part.newestIds.push(...group.map(() => testId));
  }
  if (part.testIds.length > 0) yield part;
}

/** Failing tests with their names, the runs that they began and went on to fail in, and the line that finds the commit. */
export async function nameFailing(
  connection: Connection,
  project: string,
  rows: readonly Standing[],
): Promise<FailingTest[]> {
  const runIds = rows.flatMap(({ firstFailure, lastFailure, lastPass }) => [firstFailure, lastFailure, lastPass]);
  const [names, references, failures, runners] = await Promise.all([
    readTestNames(connection, project, [
      ...rows.map(({ testId }) => testId),
      ...rows.map(({ ownTestId }) => ownTestId),
    ]),
    readRunReferences(connection, project, [...new Set(runIds.filter((runId) => runId !== ""))]),
    readFailures(connection, project, rows),
    readRunners(connection, project, rows),
  ]);
  return rows.flatMap((row) => {
    const [name, first, last] = [
      names.get(row.testId),
      references.get(row.firstFailure),
      references.get(row.lastFailure),
    ];
    if (name === undefined || first === undefined || last === undefined) return [];
    const pass = references.get(row.lastPass);
    const { target: _, ...firstFailure } = first;
    const { target: __, ...lastFailure } = last;
    const { target: ___, ...lastPass } = pass ?? last;
    const { runner = "", nodeId } = runners.get(keyOf(row)) ?? {};
    // The commits between know the test by the name that it had when it failed.
    const test = { ...(names.get(row.ownTestId) ?? name), runner, nodeId };
    return {
      ...name,
      ...{ project, target: row.target, branch: row.branch, outcome: row.outcome as FailingTest["outcome"] },
      ...{ firstFailure, lastFailure, lastPass: pass === undefined ? null : lastPass, runs: row.runs },
      failure: failures.get(keyOf(row)) ?? null,
      bisect: bisectLine({ test, bad: first.commit, good: pass?.commit ?? "" }),
    };
  });
}

type AttemptKey = Pick<Standing, "submissionId" | "ownTestId" | "attempt">;

function keyOf({ submissionId, ownTestId, attempt }: AttemptKey): string {
  return `${submissionId} ${ownTestId} ${attempt}`;
}

function placesIn(project: string, rows: readonly AttemptKey[]) {
  return {
    project,
    submissionIds: [...new Set(rows.map(({ submissionId }) => submissionId))],
    testIds: [...new Set(rows.map(({ ownTestId }) => ownTestId))],
  };
}

async function readFailures(connection: Connection, project: string, rows: readonly Standing[]) {
  if (rows.length === 0) return new Map<string, never>();
  const found = await connection.query<AttemptKey & NonNullable<FailingTest["failure"]>>(
    `
    SELECT
      submissionId, testId AS ownTestId, attempt, type, splitByChar('\\n', message)[1] AS message, fingerprint
    FROM failures FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND testId IN {testIds:Array(UUID)}`,
    placesIn(project, rows),
  );
  return new Map(
    found.map((row) => [keyOf(row), { type: row.type, message: row.message, fingerprint: row.fingerprint }]),
  );
}

/** Which runner had each result, and the address that it had there, where its names do not say it. */
async function readRunners(connection: Connection, project: string, rows: readonly Standing[]) {
  if (rows.length === 0) return new Map<string, never>();
  const [runners, addresses] = await Promise.all([
    connection.query<{ submissionId: string; runner: string }>(
      `
      SELECT submissionId, JSONExtractString(runner, 'name') AS runner
      FROM submissionSummaries FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
      placesIn(project, rows),
    ),
    connection.query<AttemptKey & { nodeId: string }>(
      `
      SELECT submissionId, testId AS ownTestId, attempt, JSONExtractString(extra, 'nodeId') AS nodeId
      FROM resultDetails FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN {testIds:Array(UUID)} AND nodeId != ''`,
      placesIn(project, rows),
    ),
  ]);
  const runnerOf = new Map(runners.map(({ submissionId, runner }) => [submissionId, runner]));
  const nodeIdOf = new Map(addresses.map((row) => [keyOf(row), row.nodeId]));
  return new Map(
    rows.map((row) => [keyOf(row), { runner: runnerOf.get(row.submissionId) ?? "", nodeId: nodeIdOf.get(keyOf(row)) }]),
  );
}
