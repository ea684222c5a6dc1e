import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The most memory that a process has had in RAM so far, in MiB; where the system does not keep that, what it has now. */
export function peakMemoryOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  const peak = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return Number(peak ?? execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024;
}
