import type { RenameMatch } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { EndedRun } from "./runWithPrevious.ts";

/** How many of the submissions that had a new name before, as those of a branch, are looked into. */
const lookedInto = 50;

/** The pairs of which both tests were in one submission before, as two tests are and one renamed is not. */
export async function coexisting(
  connection: Connection,
  { project, submissionIds }: EndedRun,
  matches: readonly RenameMatch[],
): Promise<ReadonlySet<RenameMatch>> {
  if (matches.length === 0) return new Set();
  const rows = await connection.query<{ submissionId: string; testIds: string[] }>(
    `
    SELECT submissionId, groupArray(toString(testId)) AS testIds
    FROM resultsByRun
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN (
      SELECT DISTINCT submissionId
      FROM resultsByTest
      WHERE project = {project:String} AND testId IN {newIds:Array(UUID)}
        AND submissionId NOT IN {submissionIds:Array(String)}
      ORDER BY submissionId DESC
      LIMIT {lookedInto:UInt32}
    )
    GROUP BY submissionId`,
    {
      ...{ project, submissionIds, lookedInto },
      newIds: matches.map(({ to }) => to),
      testIds: matches.flatMap(({ from, to }) => [from, to]),
    },
  );
  const together = new Set<RenameMatch>();
  for (const { testIds } of rows) {
    const present = new Set(testIds);
    for (const match of matches) if (present.has(match.from) && present.has(match.to)) together.add(match);
  }
  return together;
}
