import { type RenameIndex, type RenameLink, renameIndex } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { remember } from "../remember.ts";

/** The ids that are one test, the newest first, and the project that they are of. */
export interface TestGroup {
  readonly project: string;
  /** The newest id, under which everything about the test is answered. */
  readonly testId: string;
  readonly testIds: readonly string[];
}

/** The test that this id is or was, with every id that it had; undefined when no project has it. */
export async function testGroup(
  connection: Connection,
  { testId, asof }: { readonly testId: string; readonly asof?: string | undefined },
): Promise<TestGroup | undefined> {
  const project = await projectOf(connection, testId);
  if (project === undefined) return undefined;
  const testIds = (await acceptedRenames(connection, { project, asof })).group(testId);
  return { project, testId: testIds[0] as string, testIds };
}

/** Other processes may state renames: what was read is believed for so long. Our own are seen at once. */
const believedMs = 1_000;
const believed = new WeakMap<Connection, Map<string, { until: number; index: Promise<Omit<RenameIndex, "add">> }>>();

/** Forgets which renames are accepted: one was stated. */
export function forgetRenames(connection: Connection): void {
  believed.delete(connection);
}

/** The accepted renames of a project, as they stand now or stood at `asof`. */
export async function acceptedRenames(
  connection: Connection,
  { project, asof }: { readonly project: string; readonly asof?: string | undefined },
): Promise<Omit<RenameIndex, "add">> {
  const ask = async () => renameIndex(await readRenameLinks(connection, { project, asof }));
  if (asof !== undefined) return ask();
  const projects = believed.get(connection) ?? new Map();
  believed.set(connection, projects);
  const known = projects.get(project);
  if (known !== undefined && known.until > Date.now()) return known.index;
  const index = ask();
  projects.set(project, { until: Date.now() + believedMs, index });
  index.catch(() => projects.delete(project));
  return index;
}

/** Which project has a test; undefined when none has. */
function projectOf(connection: Connection, testId: string): Promise<string | undefined> {
  return remember(connection, `test ${testId}`, async () => {
    const [test] = await connection.query<{ project: string }>(
      "SELECT project FROM tests WHERE testId = {testId:UUID} LIMIT 1",
      { testId },
    );
    return test?.project;
  });
}

/** The accepted renames of a project, one link each. */
export function readRenameLinks(
  connection: Connection,
  { project, asof = "2299-12-31T00:00:00.000Z" }: { readonly project: string; readonly asof?: string | undefined },
): Promise<RenameLink[]> {
  return connection.query<RenameLink>(
    `
    SELECT fromTestId AS from, toTestId AS to
    FROM testRenames
    WHERE project = {project:String} AND version <= {asof:DateTime64(3)}
    GROUP BY fromTestId, toTestId
    HAVING argMax(state, version) = 'accepted'
    ORDER BY min(version), fromTestId`,
    { project, asof },
  );
}
