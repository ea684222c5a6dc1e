import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { GrowthAnswer } from "./growth/measure.ts";
import { report } from "./report.ts";

const sizes = (process.argv[2] ?? "2000000,10000000").split(",").map(Number);
const rounds = process.argv[3] ?? "9";

/** Each size in a process of its own: an engine has one directory, and starts with nothing in its caches. */
function answersAt(results: number): GrowthAnswer[] {
  const script = fileURLToPath(new URL("growth/measure.ts", import.meta.url));
  const args = [...process.execArgv, script, String(results), rounds];
  const output = execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
  const line = output.split("\n").find((each) => each.startsWith("ANSWERS\t"));
  return JSON.parse(line?.slice("ANSWERS\t".length) ?? "[]") as GrowthAnswer[];
}

const measured = sizes.map((results) => ({ results, answers: answersAt(results) }));
const millions = sizes.map((results) => `${results / 1e6} million`.padStart(14));
console.log(`${"median of each question, in ms".padEnd(38)}${millions.join("")}   p95 at the last   growth`);
const last = measured.at(-1);
const first = measured[0];
if (last === undefined || first === undefined) throw new TypeError("Name a size at least");
for (const [index, { name, medianMs, p95Ms }] of last.answers.entries()) {
  const medians = measured.map(({ answers }) => (answers[index]?.medianMs ?? 0).toFixed(1).padStart(14));
  const growth = medianMs / (first.answers[index]?.medianMs ?? medianMs);
  console.log(`${name.padEnd(38)}${medians.join("")}${p95Ms.toFixed(1).padStart(18)}${growth.toFixed(1).padStart(8)}x`);
}

const slowest = last.answers.reduce((a, b) => (a.p95Ms > b.p95Ms ? a : b));
report({
  goal: "G2",
  what: `p95 of the slowest of ${last.answers.length} questions of pages and commands at ${last.results / 1e6} million: ${slowest.name}`,
  measured: `${slowest.p95Ms.toFixed(0)} ms`,
  wanted: "≤ 250 ms",
  met: slowest.p95Ms <= 250,
});
if (measured.length > 1) {
  const growths = last.answers.map(({ name, medianMs }, index) => {
    return { name, growth: medianMs / (first.answers[index]?.medianMs ?? medianMs) };
  });
  const most = growths.reduce((a, b) => (a.growth > b.growth ? a : b));
  const factor = last.results / first.results;
  report({
    goal: "G2",
    what: `what grows most from ${first.results / 1e6} to ${last.results / 1e6} million results, ${factor}x: ${most.name}`,
    measured: `${most.growth.toFixed(1)}x`,
    wanted: `≤ ${factor}x`,
    met: most.growth <= factor,
  });
}
