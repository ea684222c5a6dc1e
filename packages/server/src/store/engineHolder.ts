import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The id of the living process that has the engine's directory, as the engine's own lock file names it. */
export function engineHolder(directory: string): number | undefined {
  const pid = Number(/^PID: (?<pid>\d+)/m.exec(readStatus(directory))?.groups?.["pid"]);
  if (!Number.isSafeInteger(pid) || pid === process.pid) return undefined;
  return isAlive(pid) ? pid : undefined;
}

function readStatus(directory: string): string {
  try {
    return readFileSync(join(directory, "status"), "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
