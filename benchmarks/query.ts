import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newSubmissionId } from "@backstory/model";
import type { Connection } from "../packages/server/src/store/connection.ts";
import { openEmbedded } from "../packages/server/src/store/embedded.ts";
import { listRunResults } from "../packages/server/src/store/queries/listRunResults.ts";
import { generatedData } from "./generatedData.ts";
import { type GeneratedProject, generatedProjects, generatedRows, insertGenerated } from "./history.ts";
import { type Question, questions, type Subject } from "./questions.ts";
import { report } from "./report.ts";

const results = Number(process.argv[2] ?? 10_000_000);
const rounds = 7;
const day = 86_400_000;

async function subjectOf(connection: Connection, web: GeneratedProject, now: number): Promise<Subject> {
  const runOnMain = web.runIds.findLastIndex((_, run) => run % 5 < 3 && run < web.runIds.length - 1);
  const [test] = await connection.query<{ testId: string; nodeid: string }>(
    `SELECT testId, concat(file, '::', substring(suite, position(suite, 'TestCase')), '::', name) AS nodeid
    FROM tests FINAL WHERE project = {project:String} AND name LIKE '%login_%' ORDER BY testId LIMIT 1`,
    { project: web.project },
  );
  const since = (days: number): { runId: string; time: string } => ({
    runId: newSubmissionId(now - days * day, new Uint8Array(10)),
    time: new Date(now - days * day).toISOString(),
  });
  const runId = web.runIds[runOnMain] as string;
  const slowest = await listRunResults(connection, { runId, sort: "duration", limit: 200 });
  return {
    ...{ runId, cursor: slowest?.nextCursor ?? "" },
    ...{ project: web.project, testId: test?.testId ?? "", nodeid: test?.nodeid ?? "" },
    previousRunId: web.runIds[runOnMain - 1] as string,
    since: { 7: since(7), 30: since(30), 90: since(90) },
  };
}

interface Measured {
  readonly name: string;
  readonly naiveMs: number;
  readonly oursMs: number;
  readonly oursP95Ms: number;
}

/** Asks both layouts alternately, once to warm up and then seven times. */
async function measure(connection: Connection, question: Question, subject: Subject): Promise<Measured> {
  const naive: number[] = [];
  const ours: number[] = [];
  let found = [0, 0];
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    const inNaive = await question.naive(connection, subject);
    const middle = performance.now();
    const inOurs = await question.ours(connection, subject);
    if (round > 0) {
      naive.push(middle - begun);
      ours.push(performance.now() - middle);
    }
    found = [inNaive, inOurs];
  }
  const measured = { naiveMs: at(naive, 0.5), oursMs: at(ours, 0.5), oursP95Ms: at(ours, 0.95) };
  const ratio = measured.naiveMs / measured.oursMs;
  const figures = [measured.naiveMs, measured.oursMs, measured.oursP95Ms]
    .map((ms) => ms.toFixed(1).padStart(8))
    .join("");
  console.log(`${question.name.padEnd(46)}${figures} ms ${ratio.toFixed(1).padStart(7)}x  rows ${found.join(" / ")}`);
  return { name: question.name, ...measured };
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}

async function bytes(connection: Connection): Promise<{ naive: number; ours: number }> {
  const tables = await connection.query<{ table: string; bytes: number; rows: number }>(`
    SELECT table, sum(bytes_on_disk) AS bytes, sum(rows) AS rows FROM system.parts
    WHERE active AND database = currentDatabase() GROUP BY table ORDER BY bytes DESC`);
  const stored = tables.find(({ table }) => table === "resultsByTest")?.rows ?? 1;
  for (const { table, bytes } of tables)
    console.log(`${table.padEnd(20)}${(bytes / stored).toFixed(3).padStart(8)} bytes/result`);
  const naive = (tables.find(({ table }) => table === "naive")?.bytes ?? 0) / stored;
  const ours = tables.filter(({ table }) => table !== "naive").reduce((sum, table) => sum + table.bytes, 0) / stored;
  console.log(`${stored} results`);
  return { naive, ours };
}

/** The most memory that this process ever had, in megabytes, as the kernel counts it. */
function peakMegabytes(): number {
  return Number(/VmHWM:\s+(?<kb>\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.groups?.["kb"]) / 1_024;
}

const { directory: data, now } = generatedData(results);
const opening = performance.now();
const connection = await openEmbedded(join(data, "engine"), { extraArguments: ["--use_query_condition_cache=0"] });
const [web] = generatedProjects(results, now) as [GeneratedProject];
await connection.query("SELECT count() FROM submissionSummaries FINAL");
const openMs = performance.now() - opening;
const subject = await subjectOf(connection, web, now);

const { naive, ours } = await bytes(connection);
report({
  goal: "G1",
  what: `bytes a result, all tables, against the naive layout's ${naive.toFixed(1)}`,
  measured: `${ours.toFixed(1)} B, ${(ours / naive).toFixed(2)}x`,
  wanted: "≤ 0.33x",
  met: ours / naive <= 0.33,
});

console.log(`\n${"question".padEnd(46)}${"naive".padStart(8)}${"ours".padStart(8)}${"p95".padStart(8)}`);
const measured: Measured[] = [];
for (const question of questions) measured.push(await measure(connection, question, subject));
const ratios = measured.map(({ naiveMs, oursMs }) => naiveMs / oursMs);
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
const worst = measured.reduce((a, b) => (a.naiveMs / a.oursMs < b.naiveMs / b.oursMs ? a : b));
const slowest = measured.reduce((a, b) => (a.oursP95Ms > b.oursP95Ms ? a : b));
report({
  goal: "G2",
  what: `the 12 UI queries against the naive layout, geometric mean at ${(results / 1e6).toFixed(0)} million`,
  measured: `${mean.toFixed(1)}x faster`,
  wanted: "≥ 25x",
  met: mean >= 25,
});
report({
  goal: "G2",
  what: `the one that gains least: ${worst.name}`,
  measured: `${(worst.oursMs / worst.naiveMs).toFixed(2)}x its time`,
  wanted: "≤ 1.2x",
  met: worst.oursMs / worst.naiveMs <= 1.2,
});
report({
  goal: "G2",
  what: `p95 of the slowest: ${slowest.name}`,
  measured: `${slowest.oursP95Ms.toFixed(0)} ms`,
  wanted: "≤ 250 ms",
  met: slowest.oursP95Ms <= 250,
});

const afterQueries = peakMegabytes();
await insertGenerated(connection, "ingest", generatedRows(web, 0, 1));
await connection.command("OPTIMIZE TABLE resultsByTest FINAL");
const peak = peakMegabytes();
console.log(
  `peak memory ${afterQueries.toFixed(0)} MB after the queries, ${peak.toFixed(0)} MB after an insert and a merge`,
);
report({
  goal: "G4",
  what: "peak memory of the process over all queries, an insert and a full merge",
  measured: `${(peak / 1_024).toFixed(2)} GB`,
  wanted: "≤ 1.0 GB",
  met: peak <= 1_024,
});
report({
  goal: "G4",
  what: "opening the data directory until the first answer",
  measured: `${(openMs / 1_000).toFixed(2)} s`,
  wanted: "≤ 1 s",
  met: openMs <= 1_000,
});
await connection.close();
