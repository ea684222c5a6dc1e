import { type RenameIndex, type RenameLink, renameIndex } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { remember, rememberedFacts } from "../remember.ts";

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

/**
 * The accepted renames of a project, as they stand now or stood at `asof`. The table is only ever added to, so that its
 * size says whether what was read last still holds.
 */
export async function acceptedRenames(
  connection: Connection,
  { project, asof }: { readonly project: string; readonly asof?: string | undefined },
): Promise<Omit<RenameIndex, "add">> {
  if (asof !== undefined) return renameIndex(await readRenameLinks(connection, { project, asof }));
  const [table] = await connection.query<{ rows: number }>("SELECT count() AS rows FROM testRenames");
  const rows = table?.rows ?? 0;
  const facts = rememberedFacts<{ rows: number; index: RenameIndex }>(connection);
  const known = facts.get(`renames ${project}`);
  if (known?.rows === rows) return known.index;
  const index = renameIndex(rows === 0 ? [] : await readRenameLinks(connection, { project }));
  facts.set(`renames ${project}`, { rows, index });
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
