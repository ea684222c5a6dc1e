import type { Page, Run } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { decodeCursor, pageOfRows } from "../cursor.ts";
import { where } from "../where.ts";
import { type RunRow, runColumns, toRun } from "./runRow.ts";

/** Which runs to list. */
export interface ListRuns {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  /** The name of the build. */
  readonly build?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The runs that fit, newest first. */
export async function listRuns(
  connection: Connection,
  question: ListRuns,
  now: number = Date.now(),
): Promise<Page<Run>> {
  const before = question.cursor === undefined ? [] : decodeCursor(question.cursor, ["String"]);
  const { clause, parameters } = where({
    "project = {project:String}": question.project,
    "target = {target:String}": question.target,
    "branch = {branch:String}": question.branch,
    "buildName = {build:String}": question.build,
    "submissionId < {before:String}": before[0],
  });
  const ids = await connection.query<{ project: string; submissionId: string }>(
    `
    SELECT DISTINCT project, submissionId
    FROM runSummaries FINAL
    ${clause}
    ORDER BY submissionId DESC
    LIMIT {limit:UInt32}`,
    { ...parameters, limit: question.limit + 1 },
  );
  const page = pageOfRows(ids, question.limit, ["submissionId"]);
  const rows = await connection.query<RunRow>(
    `
    SELECT ${runColumns}
    FROM runSummaries FINAL
    WHERE project IN {projects:Array(String)} AND submissionId IN {submissionIds:Array(String)}
    ORDER BY submissionId DESC`,
    {
      projects: [...new Set(page.items.map(({ project }) => project))],
      submissionIds: page.items.map(({ submissionId }) => submissionId),
    },
  );
  return { items: rows.map((row) => toRun(row, now)), nextCursor: page.nextCursor };
}
