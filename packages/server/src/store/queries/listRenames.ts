import type { Page, Rename, RenameChange, RenameDetail, RenameState } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { where } from "../where.ts";
import { fromJsonText } from "./jsonText.ts";
import { readTestNames } from "./testNames.ts";

/** Which renames to list. */
export interface ListRenames {
  readonly project?: string | undefined;
  readonly state?: RenameState | undefined;
  /** Only those that begin or end at this test. */
  readonly testId?: string | undefined;
  readonly renameId?: string | undefined;
  /** As they stood then. */
  readonly asof?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface RenameRow extends Omit<Rename, "from" | "to" | "evidence"> {
  readonly fromTestId: string;
  readonly toTestId: string;
  readonly evidence: string;
  readonly changedAtUs: number;
}

/** Renames as they stand, changed last first. */
export async function listRenames(connection: Connection, question: ListRenames): Promise<Page<Rename>> {
  const [changedAtUs, renameId] = question.cursor === undefined ? [] : decodeCursor(question.cursor, ["Int64", "UUID"]);
  const { clause, parameters } = where({
    "project = {project:String}": question.project,
    "state = {state:String}": question.state,
    "{testId:UUID} IN (fromTestId, toTestId)": question.testId,
    "renameId = {renameId:UUID}": question.renameId,
    "changedAtUs <= {beforeUs:Int64}": changedAtUs,
    "NOT (changedAtUs = {sameUs:Int64} AND renameId >= {beforeId:UUID})": changedAtUs,
  });
  const rows = await connection.query<RenameRow>(
    `
    SELECT
      renameId, project, fromTestId, toTestId, state, confidence, evidence, runId, commit, by, reason,
      toDateTime64(version, 3, 'UTC') AS changedAt, toUnixTimestamp64Micro(version) AS changedAtUs
    FROM (
      SELECT
        renameId, project, fromTestId, toTestId, version, toString(state) AS state, confidence, evidence, runId, commit,
        by, reason
      FROM testRenames
      WHERE version <= {asof:DateTime64(3)}
      ORDER BY version DESC
      LIMIT 1 BY renameId
    )
    ${clause}
    ORDER BY changedAtUs DESC, renameId DESC
    LIMIT {limit:UInt32}`,
    {
      ...parameters,
      ...(changedAtUs === undefined ? {} : { sameUs: changedAtUs, beforeId: renameId as string }),
      asof: question.asof ?? "2299-12-31T00:00:00.000Z",
      limit: question.limit + 1,
    },
  );
  const page = pageOfRows(rows, question.limit, ["changedAtUs", "renameId"]);
  return { items: await withNames(connection, page.items), nextCursor: page.nextCursor };
}

/** A rename with every version of it; undefined when there is no such. */
export async function findRename(
  connection: Connection,
  { renameId }: { readonly renameId: string },
): Promise<RenameDetail | undefined> {
  const { items } = await listRenames(connection, { renameId, limit: 1 });
  const [rename] = items;
  if (rename === undefined) return undefined;
  const changes = await connection.query<RenameChange>(
    `
    SELECT toString(state) AS state, confidence, by, reason, toDateTime64(version, 3, 'UTC') AS changedAt
    FROM testRenames
    WHERE renameId = {renameId:UUID}
    ORDER BY version DESC`,
    { renameId },
  );
  return { ...rename, changes };
}

async function withNames(connection: Connection, rows: readonly RenameRow[]): Promise<Rename[]> {
  const names = new Map<string, Rename["from"]>();
  for (const project of new Set(rows.map((row) => row.project))) {
    const testIds = rows.filter((row) => row.project === project).flatMap((row) => [row.fromTestId, row.toTestId]);
    for (const [testId, { suite, name, params, file }] of await readTestNames(connection, project, testIds)) {
      names.set(testId, { testId, suite, name, params, file });
    }
  }
  const named = (testId: string): Rename["from"] =>
    names.get(testId) ?? { testId, suite: "", name: "", params: {}, file: "" };
  return rows.map(({ fromTestId, toTestId, evidence, changedAtUs: _, ...row }) => ({
    ...row,
    from: named(fromTestId),
    to: named(toTestId),
    evidence: fromJsonText(evidence, null),
  }));
}
