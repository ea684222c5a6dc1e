import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { isLocked } from "./spoolLock.ts";

/** A spool file that lies in a directory. */
export interface SpoolFile {
  readonly path: string;
  readonly lockPath: string;
  /** Whether the process that writes it still lives. */
  readonly isBeingWritten: boolean;
}

/** The spool files of a directory, oldest first, which is the order of their names. None when there is no directory. */
export function spoolFiles(directory: string): SpoolFile[] {
  return namesIn(directory)
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .map((name) => {
      const lockPath = join(directory, `${basename(name, ".ndjson")}.lock`);
      return { path: join(directory, name), lockPath, isBeingWritten: isLocked(lockPath) };
    });
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
