import type { Connection } from "../connection.ts";
import { rememberEach } from "../remember.ts";

/** The variants of runs: what the first record of each says, which never changes. */
export function readVariants(
  connection: Connection,
  project: string,
  runIds: readonly string[],
): Promise<Map<string, string>> {
  return rememberEach(connection, {
    kind: "variant",
    ids: runIds,
    ask: async (unknown) => {
      const rows = await connection.query<{ runId: string; variant: string }>(
        `
        SELECT submissionId AS runId, variant
        FROM submissionSummaries FINAL
        WHERE project = {project:String} AND submissionId IN {runIds:Array(String)}`,
        { project, runIds: unknown },
      );
      return rows.map(({ runId, variant }) => [runId, variant]);
    },
  });
}
