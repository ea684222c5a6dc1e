import type { Storage } from "@backstory/model";
import type { Connection } from "../connection.ts";

type TargetRow = Omit<Storage["targets"][number], "bytes">;

/** How much room the tables take, and the results of each target among them, largest first. */
export async function storageUse(connection: Connection): Promise<Pick<Storage, "tables" | "targets">> {
  const [tables, targets] = await Promise.all([
    connection.query<Storage["tables"][number]>(`
      SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes
      FROM system.parts
      WHERE active AND database = currentDatabase()
      GROUP BY table
      ORDER BY bytes DESC, table`),
    connection.query<TargetRow>(`
      SELECT held.project AS project, held.target AS target, submissions, results, settings.retentionDays AS retentionDays
      FROM (
        SELECT
          toString(project) AS project,
          toString(target) AS target,
          count() AS submissions,
          sum(passed + failed + broken + skipped + flaky) AS results
        FROM submissionSummaries FINAL
        GROUP BY project, target
      ) AS held
      LEFT JOIN (
        SELECT project, target, retentionDays FROM targetSettings
      ) AS settings ON settings.project = held.project AND settings.target = held.target
      ORDER BY results DESC, project, target`),
  ]);
  const all = targets.reduce((sum, { results }) => sum + results, 0);
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  return {
    tables,
    targets: targets.map((target) => ({
      ...target,
      bytes: all === 0 ? 0 : Math.round((bytes * target.results) / all),
    })),
  };
}
