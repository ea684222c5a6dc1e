import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Round, RoundKind } from "./junitMerge/round.ts";
import { type Reports, writeReports } from "./junitMerge/writeReports.ts";
import { report } from "./report.ts";

// What it costs to take one failure out of a big JUnit file, and to put the results of a rerun of all of it into it: the
// memory beyond an idle process, and the time against a scan that reads the report's cases and writes nothing. Each round is a process of its own, in turns; of the times the
// quickest counts, of the memory the most.

const megabytes = Number(process.env["BACKSTORY_BENCH_MB"] ?? 50);
const rounds = Number(process.env["BACKSTORY_BENCH_ROUNDS"] ?? 3);
const kinds = ["tags", "scan", "merge", "whole"] as const;

const folder = mkdtempSync(join(tmpdir(), "backstory-junit-"));
try {
  await measure(writeReports(folder, megabytes * 1_000_000));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(reports: Reports): Promise<void> {
  const measured: Record<RoundKind, Round[]> = { tags: [], scan: [], merge: [], whole: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) measured[kind].push(await oneRound(kind, reports));
  }
  for (const { cases } of measured.scan) expectEqual(cases, reports.cases, "cases");
  for (const { cases, writtenBytes } of measured.merge) {
    expectEqual(cases, 1, "healed cases");
    expectEqual(writtenBytes, reports.sizeBytes - reports.shorterBytes, "bytes written");
  }
  for (const { cases } of measured.whole) expectEqual(cases, reports.failed, "healed cases");
  const quickest = (kind: RoundKind) => Math.min(...measured[kind].map(({ ms }) => ms));
  const overIdle = (kind: RoundKind) => Math.max(...measured[kind].map((each) => each.overIdleBytes)) / 2 ** 20;
  tell(reports, quickest, overIdle);
}

async function oneRound(kind: RoundKind, { first, rerun, whole }: Reports): Promise<Round> {
  const child = fork(
    fileURLToPath(new URL("junitMerge/round.ts", import.meta.url)),
    [kind, first, kind === "whole" ? whole : rerun, join(folder, "into.xml")],
    { execArgv: process.execArgv },
  );
  return (await once(child, "message"))[0] as Round;
}

function expectEqual(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${found} ${what} instead of ${wanted}`);
}

function tell(
  { cases, sizeBytes }: Reports,
  quickest: (kind: RoundKind) => number,
  overIdle: (kind: RoundKind) => number,
): void {
  const [tags, scan, merge] = [quickest("tags"), quickest("scan"), quickest("merge")];
  const size = `${(sizeBytes / 1_000_000).toFixed(0)} MB`;
  console.log(
    `${size}, ${cases} cases: ${merge.toFixed(0)} ms to edit one and write the file, ${scan.toFixed(0)} ms to read the cases, ${tags.toFixed(0)} ms to find the tags alone (${(merge / tags).toFixed(2)}x)`,
  );
  report({
    goal: "G11",
    what: `memory over idle, one case of ${size} edited`,
    measured: `${overIdle("merge").toFixed(0)} MB`,
    wanted: "≤ 150 MB",
    met: overIdle("merge") <= 150,
  });
  report({
    goal: "G11",
    what: `time to edit one case of ${size} against a scan of its cases`,
    measured: `${(merge / scan).toFixed(2)}x`,
    wanted: "≤ 1.25x",
    met: merge / scan <= 1.25,
  });
  const [whole, bothFiles] = [overIdle("whole"), (2 * sizeBytes) / 2 ** 20];
  console.log(
    `a rerun of all of ${size} put into it: ${quickest("whole").toFixed(0)} ms (${(quickest("whole") / scan).toFixed(1)}x that scan), ${whole.toFixed(0)} MB over idle`,
  );
  report({
    goal: "G11",
    what: `memory over idle, a rerun of all of ${size} put into it, against both files`,
    measured: `${(whole / bothFiles).toFixed(2)}x`,
    wanted: "≤ 4x",
    met: whole / bothFiles <= 4,
  });
}
