import { BackstoryError } from "@backstory/model";
import type { Connection } from "../../connection.ts";

/** The project that was named, or the only one there is; `request-invalid`, with their names, when there are several. */
export async function onlyProject(connection: Connection, project: string | undefined): Promise<string> {
  if (project !== undefined) return project;
  const rows = await connection.query<{ project: string }>(
    "SELECT DISTINCT project FROM runs ORDER BY project LIMIT 100",
  );
  const [only, ...others] = rows.map((row) => row.project);
  if (others.length === 0) return only ?? "default";
  const names = [only, ...others].join(", ");
  throw new BackstoryError(
    "request-invalid",
    `In the query, 'project': must be given, for there are several: ${names}.`,
  );
}
