import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { isAlive } from "../isAlive.ts";

/** Marks a spool file as being written by this process. It throws when the lock stands already. */
export function takeLock(lockPath: string): void {
  writeFileSync(lockPath, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
}

/** Takes the mark away; that there is none is fine. */
export function releaseLock(lockPath: string): void {
  rmSync(lockPath, { force: true });
}

/** Whether a living process holds the lock. A lock of a dead process, or an unreadable one, holds nothing. */
export function isLocked(lockPath: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(lockPath, "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 && isAlive(pid);
  } catch {
    return false;
  }
}
