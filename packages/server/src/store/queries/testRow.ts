import { type Outcome, submissionTime, type Test } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { memberRows } from "./memberRows.ts";
import { outcomesOfTests } from "./outcomesOfTests.ts";
import { acceptedRenames } from "./testGroup.ts";
import { type TestNameRow, testNameColumns, toTestName } from "./testNames.ts";

/** A row of `tests`, with the columns of {@link testColumns}. */
export interface TestRow extends TestNameRow {
  readonly project: string;
  readonly familyId: string;
  readonly lastSubmissionId: string;
}

/** The columns of a {@link TestRow}; to be selected from `tests FINAL`. */
export const testColumns = `
  project, familyId, lastSubmissionId, ${testNameColumns}`;

/** A condition that leaves the names out which tests had before; of a relation with `project` and `testId`. */
export const newestNames = "(project, testId) NOT IN (SELECT project, fromTestId FROM testAliases)";

/** The same as it was at the time `{asof}`, without the tests that came later. */
export const newestNamesThen = `(project, testId) NOT IN (
            SELECT project, fromTestId
            FROM testRenames
            WHERE version <= {asof:DateTime64(3)}
            GROUP BY project, fromTestId, toTestId
            HAVING argMax(state, version) = 'accepted'
          ) AND (project, testId) IN (
            SELECT project, testId FROM testArrivals FINAL WHERE firstSubmissionId < {idAfterThen:String}
          )`;

interface Standing {
  readonly testId: string;
  readonly outcome: Outcome;
  readonly target: string;
  readonly branch: string;
  readonly lastSubmissionId: string;
}

/** The tests that rows of newest names say, each with when it was seen first and how it ended last. */
export async function toTests(
  connection: Connection,
  rows: readonly TestRow[],
  asof?: string | undefined,
): Promise<Test[]> {
  return (await placedTests(connection, rows, asof)).map(({ target: _, branch: __, ...test }) => test);
}

/**
 * The tests that rows of newest names say, each with when it was seen first, and where and how it ended last, under
 * whatever name. One of which no run is left is left out.
 */
export async function placedTests(
  connection: Connection,
  rows: readonly TestRow[],
  asof: string | undefined,
): Promise<(Test & Pick<Standing, "target" | "branch">)[]> {
  const projects = [...new Set(rows.map((row) => row.project))];
  const renamesOf = await Promise.all(projects.map((project) => acceptedRenames(connection, { project, asof })));
  const named = projects.map((project, index) => {
    const ofProject = rows.filter((row) => row.project === project);
    const names = ofProject.flatMap(({ testId }) => idsOf(renamesOf[index], testId).map((id) => ({ id, testId })));
    return { project, rows: ofProject, names, asof };
  });
  const [arrivals, ...standings] = await Promise.all([
    firstSubmissions(
      connection,
      projects,
      named.flatMap(({ names }) => names.map(({ id }) => id)),
    ),
    ...named.map((tests) => standingOf(connection, tests)),
  ]);
  const firstOf = firstSubmissionOf(
    arrivals,
    named.flatMap(({ names }) => names),
  );
  const standing = new Map(standings.flat().map((each) => [each.testId, each]));
  return rows.flatMap((row) => {
    const now = standing.get(row.testId);
    if (now === undefined) return [];
    const { lastSubmissionId, outcome, target, branch } = now;
    return {
      ...toTestName(row),
      ...{ project: row.project, familyId: row.familyId },
      ...{ firstSeenAt: timeOf(firstOf.get(row.testId) ?? lastSubmissionId), lastSeenAt: timeOf(lastSubmissionId) },
      ...{ lastOutcome: outcome, target, branch },
    };
  });
}

/** An id that a test has or had, and its newest. */
interface NamedTest {
  readonly id: string;
  readonly testId: string;
}

interface TestsOfProject {
  readonly project: string;
  readonly rows: readonly TestRow[];
  readonly names: readonly NamedTest[];
  readonly asof: string | undefined;
}

function idsOf(renames: Awaited<ReturnType<typeof acceptedRenames>> | undefined, testId: string): readonly string[] {
  return renames?.group(testId) ?? [testId];
}

/** How each of these tests stands now; one of which no run is left is left out. */
async function standingOf(connection: Connection, { project, rows, names, asof }: TestsOfProject): Promise<Standing[]> {
  const testIds = names.map(({ id }) => id);
  const newestIds = names.map(({ testId }) => testId);
  const ask = async (ids: ReadonlySet<string>, since: string | undefined): Promise<Standing[]> => {
    const { sql, parameters } = await outcomesOfTests(connection, {
      ...{ project, asof },
      members: await memberRows(connection, { project, asof, since }),
      testIds: testIds.filter((_, index) => ids.has(newestIds[index] as string)),
      newestIds: newestIds.filter((id) => ids.has(id)),
    });
    return connection.query<Standing>(
      `
      SELECT testId, outcome, target, branch, lastSubmissionId
      FROM (${sql})
      ORDER BY runId DESC
      LIMIT 1 BY testId`,
      parameters,
    );
  };
  const all = new Set(rows.map(({ testId }) => testId));
  // Their newest submissions are known, and most runs are not older; what was deleted since is looked for further back.
  const earliest = rows.map(({ lastSubmissionId }) => timeOf(lastSubmissionId)).toSorted()[0];
  const recent = asof === undefined ? await ask(all, earliest) : [];
  const answered = new Set(recent.map(({ testId }) => testId));
  const left = new Set([...all].filter((testId) => !answered.has(testId)));
  return [...recent, ...(left.size === 0 ? [] : await ask(left, undefined))];
}

function timeOf(submissionId: string): string {
  return new Date(submissionTime(submissionId)).toISOString();
}

async function firstSubmissions(
  connection: Connection,
  projects: readonly string[],
  testIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await connection.query<{ testId: string; firstSubmissionId: string }>(
    `
    SELECT testId, firstSubmissionId
    FROM testArrivals FINAL
    WHERE project IN {projects:Array(String)} AND testId IN {testIds:Array(UUID)}`,
    { projects, testIds },
  );
  return new Map(found.map(({ testId, firstSubmissionId }) => [testId, firstSubmissionId]));
}

/** The first submission of each test under any of its names. */
function firstSubmissionOf(arrivals: ReadonlyMap<string, string>, names: readonly NamedTest[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { id, testId } of names) {
    const arrival = arrivals.get(id);
    const before = first.get(testId);
    if (arrival !== undefined && (before === undefined || arrival < before)) first.set(testId, arrival);
  }
  return first;
}
