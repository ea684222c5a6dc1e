import { type Changes, changesSchema } from "@backstory/model";
import { askServer, type Server } from "./askServer.ts";

/** A run as a comparison names it. */
export type ComparedRun = NonNullable<Changes["before"]>["runs"][number];

/** The complete run before another on its target and branch, or else on the default branch, as the server compares them. */
export async function previousRun(server: Server, runId: string, asof?: string): Promise<ComparedRun | undefined> {
  const ask = { path: `/runs/${runId}/changes`, query: { limit: "1", asof } };
  const { before } = await askServer(server, ask, changesSchema);
  return before?.runs[0];
}
