import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Round, RoundKind } from "./junitMerge/round.ts";
import { type Reports, writeReports } from "./junitMerge/writeReports.ts";
import { report } from "./report.ts";

// What it costs to take one failure out of a big JUnit file: the memory beyond an idle process, and the time against a
// scan that reads the report's cases and writes nothing. Each round is a process of its own, in turns; of the times the
// quickest counts, of the memory the most.

const megabytes = Number(process.env["BACKSTORY_BENCH_MB"] ?? 50);
const rounds = Number(process.env["BACKSTORY_BENCH_ROUNDS"] ?? 3);
const kinds = ["tags", "scan", "merge"] as const;

const folder = mkdtempSync(join(tmpdir(), "backstory-junit-"));
try {
  await measure(writeReports(folder, megabytes * 1_000_000));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(reports: Reports): Promise<void> {
  const measured: Record<RoundKind, Round[]> = { tags: [], scan: [], merge: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) measured[kind].push(await oneRound(kind, reports));
  }
  for (const { cases } of measured.scan) expectEqual(cases, reports.cases, "cases");
  for (const { cases, writtenBytes } of measured.merge) {
    expectEqual(cases, 1, "healed cases");
    expectEqual(writtenBytes, reports.sizeBytes - reports.shorterBytes, "bytes written");
  }
  const [tags, scan, merge] = kinds.map((kind) => Math.min(...measured[kind].map(({ ms }) => ms))) as [
    number,
    number,
    number,
  ];
  tell(reports, {
    tags,
    scan,
    merge,
    overIdle: Math.max(...measured.merge.map((each) => each.overIdleBytes)) / 2 ** 20,
  });
}

async function oneRound(kind: RoundKind, { first, rerun }: Reports): Promise<Round> {
  const child = fork(
    fileURLToPath(new URL("junitMerge/round.ts", import.meta.url)),
    [kind, first, rerun, join(folder, "into.xml")],
    { execArgv: process.execArgv },
  );
  return (await once(child, "message"))[0] as Round;
}

function expectEqual(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${found} ${what} instead of ${wanted}`);
}

function tell(
  { cases, sizeBytes }: Reports,
  { tags, scan, merge, overIdle }: { tags: number; scan: number; merge: number; overIdle: number },
): void {
  const size = `${(sizeBytes / 1_000_000).toFixed(0)} MB`;
  console.log(
    `${size}, ${cases} cases: ${merge.toFixed(0)} ms to edit one and write the file, ${scan.toFixed(0)} ms to read the cases, ${tags.toFixed(0)} ms to find the tags alone (${(merge / tags).toFixed(2)}x)`,
  );
  report({
    goal: "G11",
    what: `memory over idle, one case of ${size} edited`,
    measured: `${overIdle.toFixed(0)} MB`,
    wanted: "≤ 150 MB",
    met: overIdle <= 150,
  });
  report({
    goal: "G11",
    what: `time to edit one case of ${size} against a scan of its cases`,
    measured: `${(merge / scan).toFixed(2)}x`,
    wanted: "≤ 1.25x",
    met: merge / scan <= 1.25,
  });
}
