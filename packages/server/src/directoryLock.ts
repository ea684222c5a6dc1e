import { accessSync, constants, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BackstoryError } from "@backstory/model";

/** The claim of this process on its data directory. */
export interface DirectoryLock {
  /** Notes the address at which this process can be found. */
  announce(address: string): void;
  release(): void;
}

/** Who holds a directory. `begun` tells a process from a later one with the same number, where the system says it. */
interface Holder {
  readonly pid: number;
  readonly begun: string;
  readonly address: string;
}

/**
 * Claims a data directory for this process. When another living process has it, the error says which and where it is.
 * A claim that a dead process left behind does not count.
 */
export function lockDirectory(directory: string): DirectoryLock {
  makeWritable(directory);
  const path = join(directory, "server.lock");
  const mine: Holder = { pid: process.pid, begun: begunAt(process.pid), address: "" };
  if (!claim(path, mine)) {
    const holder = readHolder(path);
    if (holder !== undefined && isAlive(holder)) throw heldBy(holder, directory);
    rmSync(path, { force: true });
    if (!claim(path, mine)) throw heldBy(readHolder(path), directory);
  }
  return {
    announce: (address) => replace(path, { ...mine, address }),
    release() {
      if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

function makeWritable(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const wanted = "--data (BACKSTORY_DATA) must be a directory that can be written";
    throw new BackstoryError("setting-invalid", `${wanted}, and ${directory} is not: ${why}.`);
  }
}

/** Makes the file with its whole content at once, or answers false when there is one. */
function claim(path: string, holder: Holder): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(path: string, holder: Holder): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(holder));
  renameSync(draft, path);
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, begun }: Holder): boolean {
  if (pid === process.pid) return begun === "" ? false : begun === begunAt(pid);
  try {
    process.kill(pid, 0);
  } catch (cause) {
    // EPERM: there is such a process, and it is somebody else's.
    if (!(cause instanceof Error && "code" in cause && cause.code === "EPERM")) return false;
  }
  return begun === begunAt(pid);
}

/** When a process began, in ticks since the machine did; empty where there is no /proc to tell. */
function begunAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The 22nd field; the second, in parentheses, may hold spaces. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function heldBy(holder: Holder | undefined, directory: string): BackstoryError {
  const who = holder === undefined ? "Another server" : `The server with process id ${holder.pid}`;
  const where = holder?.address ? `, at ${holder.address},` : "";
  return new BackstoryError("store-locked", `${who}${where} holds ${directory}.`);
}
