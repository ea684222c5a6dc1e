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
  const standing = new Map<string, Standing & { firstSeenAt: string }>();
  for (const project of new Set(rows.map((row) => row.project))) {
    const ofProject = rows.filter((row) => row.project === project);
    for (const each of await standingOf(connection, { project, rows: ofProject, asof }))
      standing.set(each.testId, each);
  }
  return rows.flatMap((row) => {
    const now = standing.get(row.testId);
    if (now === undefined) return [];
    const { firstSeenAt, lastSubmissionId, outcome, target, branch } = now;
    return {
      ...toTestName(row),
      ...{ project: row.project, familyId: row.familyId, firstSeenAt, lastSeenAt: timeOf(lastSubmissionId) },
      ...{ lastOutcome: outcome, target, branch },
    };
  });
}

interface TestsOfProject {
  readonly project: string;
  readonly rows: readonly TestRow[];
  readonly asof: string | undefined;
}

async function standingOf(connection: Connection, { project, rows, asof }: TestsOfProject) {
  const renames = await acceptedRenames(connection, { project, asof });
  const names = rows.flatMap(({ testId }) => renames.group(testId).map((id) => ({ id, testId })));
  const testIds = names.map(({ id }) => id);
  const newestIds = names.map(({ testId }) => testId);
  const arrivals = await firstSubmissions(connection, project, testIds);
  const ask = async (ids: ReadonlySet<string>, since: string | undefined): Promise<Standing[]> => {
    const { sql, parameters } = await outcomesOfTests(connection, {
      ...{ project, asof },
      members: memberRows({ project, asof, since }),
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
  const standing = [...recent, ...(left.size === 0 ? [] : await ask(left, undefined))];
  return standing.map((each) => {
    const first = names.filter(({ testId }) => testId === each.testId).map(({ id }) => arrivals.get(id));
    const known = first.filter((id) => id !== undefined).toSorted()[0];
    return { ...each, firstSeenAt: timeOf(known ?? each.lastSubmissionId) };
  });
}

function timeOf(submissionId: string): string {
  return new Date(submissionTime(submissionId)).toISOString();
}

async function firstSubmissions(
  connection: Connection,
  project: string,
  testIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await connection.query<{ testId: string; firstSubmissionId: string }>(
    `
    SELECT testId, firstSubmissionId
    FROM testArrivals FINAL
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}`,
    { project, testIds },
  );
  return new Map(found.map(({ testId, firstSubmissionId }) => [testId, firstSubmissionId]));
}
