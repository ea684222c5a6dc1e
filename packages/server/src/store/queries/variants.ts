import type { Connection } from "../connection.ts";
import { rememberedFacts } from "../remember.ts";

/** The variants of runs: what the first record of each says, which never changes. */
export async function readVariants(
  connection: Connection,
  project: string,
  runIds: readonly string[],
): Promise<Map<string, string>> {
  const facts = rememberedFacts<string>(connection);
  const unknown = runIds.filter((runId) => facts.get(`variant ${runId}`) === undefined);
  if (unknown.length > 0) {
    const rows = await connection.query<{ runId: string; variant: string }>(
      `
      SELECT submissionId AS runId, variant
      FROM submissionSummaries FINAL
      WHERE project = {project:String} AND submissionId IN {runIds:Array(String)}`,
      { project, runIds: unknown },
    );
    for (const { runId, variant } of rows) facts.set(`variant ${runId}`, variant);
  }
  return new Map(runIds.map((runId) => [runId, facts.get(`variant ${runId}`) ?? ""]));
}
