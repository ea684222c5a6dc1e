import type { Connection } from "../connection.ts";

/** Makes a target known, so that lists name it before its first run. */
export async function nameTarget(
  connection: Connection,
  { project, target }: { readonly project: string; readonly target: string },
): Promise<void> {
  await connection.command(
    `
    INSERT INTO targets (project, target, createdAt, version)
    SELECT {project:String}, {target:String}, now64(3), now64(6)
    WHERE ({project:String}, {target:String}) NOT IN (SELECT project, target FROM targets)`,
    { project, target },
  );
}

/** Makes a project known, so that lists name it before its first target. */
export async function nameProject(connection: Connection, { project }: { readonly project: string }): Promise<void> {
  await connection.command(
    `
    INSERT INTO projects (project, createdAt, version)
    SELECT {project:String}, now64(3), now64(6)
    WHERE {project:String} NOT IN (SELECT project FROM projects)`,
    { project },
  );
}
