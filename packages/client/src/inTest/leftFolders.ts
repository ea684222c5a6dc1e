import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../isAlive.ts";
import { toldFolder } from "./factsFile.ts";

const prefix = "backstory-facts-";
const dayMs = 86_400_000;

/** Makes a folder of facts, whose name tells the process that it is of. */
export function newFactsFolder(): string {
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/**
 * Removes the folders of recorders that were killed: our own ones in which nothing has changed for a day, and whose
 * process is gone. The day is for containers, which share the temporary folder and do not see each other's processes.
 */
export function removeLeftFolders(): void {
  for (const name of namesIn(tmpdir())) {
    const pid = Number(/^backstory-facts-(\d+)-\w+$/.exec(name)?.[1]);
    if (!Number.isSafeInteger(pid)) continue;
    const folder = join(tmpdir(), name);
    try {
      if (!isAlive(pid) && isLeft(folder)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // It is in nobody's way: the next recorder tries again.
    }
  }
}

function isLeft(folder: string): boolean {
  const own = lstatSync(folder);
  const toldMs = statSync(toldFolder(folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const isOurs = own.isDirectory() && own.uid === (process.getuid?.() ?? own.uid);
  return isOurs && Math.max(own.mtimeMs, toldMs) < Date.now() - dayMs;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
