import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { report } from "./report.ts";

/** What one way of ingesting small batches did: acknowledgements a second, and the 99th percentile of their time. */
interface Shards {
  readonly acksPerSecond: number;
  readonly p99Ms: number;
  /** The same, counted until everything acknowledged can be queried. */
  readonly appliedPerSecond?: number;
}

/** What inserting the same results took, in milliseconds and in microseconds of processor a row, best of all rounds. */
interface Apply {
  readonly naiveMs: number;
  readonly ownMs: number;
  readonly naiveCpu: number;
  readonly ownCpu: number;
}

/** Runs a script beside this one in a process and a data directory of its own, and reads the JSON that it prints. */
function run<Answer>(script: string, ...options: string[]): Answer {
  const directory = mkdtempSync(join(tmpdir(), "backstory-bench-"));
  const path = fileURLToPath(new URL(script, import.meta.url));
  const tsx = fileURLToPath(new URL("../node_modules/tsx/dist/cli.mjs", import.meta.url));
  try {
    const args = [tsx, "--conditions=@backstory/source", path, directory, ...options];
    const text = execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return JSON.parse(text.trim().split("\n").at(-1) ?? "") as Answer;
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
  }
}

const direct = run<Shards>("shards.ts", "direct");
const grouped = run<Shards>("shards.ts", "grouped");
const apply = run<Apply>("apply.ts");

console.log(`direct inserts: ${direct.acksPerSecond.toFixed(0)} acks/s, p99 ${direct.p99Ms.toFixed(0)} ms`);
console.log(`write-ahead log: ${grouped.acksPerSecond.toFixed(0)} acks/s, p99 ${grouped.p99Ms.toFixed(0)} ms`);
console.log(`naive: ${apply.naiveMs.toFixed(0)} ms, ${apply.naiveCpu.toFixed(1)} µs/row of processor for 20,000 rows`);
console.log(`ours: ${apply.ownMs.toFixed(0)} ms, ${apply.ownCpu.toFixed(1)} µs/row of processor for 20,000 rows`);

const faster = grouped.acksPerSecond / direct.acksPerSecond;
report({
  goal: "G5",
  what: "acks/s of 64 shards of 50 rows, write-ahead log against direct inserts",
  measured: `${faster.toFixed(0)}x`,
  wanted: "≥ 40x",
  met: faster >= 40,
});
console.log(`write-ahead log, until everything can be queried: ${grouped.appliedPerSecond?.toFixed(0)} acks/s`);
const sustained = (grouped.appliedPerSecond ?? 0) / direct.acksPerSecond;
report({
  goal: "G5",
  what: "the same, counted until everything acknowledged can be queried",
  measured: `${sustained.toFixed(0)}x`,
  wanted: "≥ 40x",
  met: sustained >= 40,
});
const slower = grouped.p99Ms / direct.p99Ms;
report({
  goal: "G5",
  what: "p99 of those acks, write-ahead log against direct inserts",
  measured: `${slower.toFixed(3)}x`,
  wanted: "≤ 0.05x",
  met: slower <= 0.05,
});
const share = apply.naiveMs / apply.ownMs;
report({
  goal: "G7",
  what: "rows/s into all tables against one naive table",
  measured: `${share.toFixed(2)}x`,
  wanted: "≥ 0.40x",
  met: share >= 0.4,
});
