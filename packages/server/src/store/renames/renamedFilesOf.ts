import type { Connection } from "../connection.ts";
import { fromJsonText } from "../queries/jsonText.ts";
import type { EndedRun } from "./runWithPrevious.ts";

/** Which file is which now, as the recorders of a run had it from git: a file that was renamed twice leads to its last name. */
export async function renamedFilesOf(
  connection: Connection,
  { project, submissionIds }: EndedRun,
): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.query<{ renames: string }>(
    `
    SELECT DISTINCT renames
    FROM submissions FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND renames != ''`,
    { project, submissionIds },
  );
  const files = new Map<string, string>();
  for (const { renames } of rows) {
    // The newest stand first, so that from the last on each has its next name already.
    for (const { from, to } of fromJsonText<{ from: string; to: string }[]>(renames, [])) {
      if (!files.has(from)) files.set(from, files.get(to) ?? to);
    }
  }
  return files;
}
