import { spawn } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "../build.mjs";
import { fail, root, run, say } from "../lib/command.mjs";
import { isStamped, stamp } from "../lib/stamp.mjs";
import { runners } from "./runners.mjs";
import { unpackSource } from "./sources.mjs";

// Pinned, as everything is that they are run with. Their own development dependencies are put in for what tests need.
export const javascriptSuites = [
  {
    name: "zod",
    version: "4.6.7",
    from: "npm",
    runner: "vitest",
    needs: ["vitest@4.1.12"],
    arguments: ["--root", ".", "src/v4"],
  },
  {
    name: "find-my-way",
    version: "9.10.1",
    from: "npm",
    runner: "node:test",
    needs: ["rfdc@1.4.1", "proxyquire@2.1.3"],
    arguments: ["test/"],
  },
  {
    name: "avvio",
    version: "9.3.1",
    from: "npm",
    runner: "node:test",
    needs: ["express@5.1.0", "@fastify/pre-commit@2.2.0"],
    arguments: ["test/"],
  },
  {
    name: "node-commander",
    version: "9.4.1-1",
    from: "debian",
    runner: "jest",
    needs: ["jest@30.5.2"],
    arguments: ["--rootDir", "."],
  },
  {
    name: "node-express",
    version: "4.18.2+~4.17.14-1",
    from: "debian",
    runner: "mocha",
    needs: [
      ...["mocha@12.0.3", "after@0.8.2", "cookie-parser@1.4.6", "cookie-session@2.0.0", "ejs@3.1.8", "hbs@4.2.0"],
      ...["express-session@1.17.2", "marked@0.7.0", "method-override@3.0.0", "morgan@1.10.0", "multiparty@4.2.3"],
      ...["pbkdf2-password@1.2.1", "supertest@6.3.0", "vhost@3.0.2"],
    ],
    arguments: ["--require", "test/support/env", "--check-leaks", "test/", "test/acceptance/"],
  },
  {
    name: "node-js-yaml",
    version: "4.1.0+dfsg+~4.0.5-7",
    from: "debian",
    runner: "mocha",
    needs: ["mocha@12.0.3", "fast-check@2.25.0", "codemirror@5.65.18"],
    arguments: [],
  },
];

const place = join(root, ".conformance");

/** Runs suites and prints how each compares; whether all are equal. */
export async function javascriptConformance(suites) {
  if (suites.length > 0) await build();
  const rows = [];
  for (const suite of suites) {
    say(`${suite.name} ${suite.version} on ${suite.runner}`);
    rows.push({ suite, ...(await compared(suite)) });
  }
  if (rows.length > 0)
    console.log("\nSuite                                 runner       tests  passed failed skipped  verdict");
  for (const { suite, tests, counts, differences } of rows) {
    const figures = [counts.passed ?? 0, counts.failed ?? 0, counts.skipped ?? 0].map((count) =>
      String(count).padStart(6),
    );
    const verdict = differences.length === 0 && tests > 0 ? "equal" : `DIFFERS in ${differences.length}`;
    const title = `${suite.name} ${suite.version}`.padEnd(37);
    console.log(`${title} ${suite.runner.padEnd(10)} ${String(tests).padStart(7)}  ${figures.join(" ")}   ${verdict}`);
    for (const [line, surplus] of differences.slice(0, 20)) {
      console.log(`  ${surplus > 0 ? "only recorded" : "not recorded"}: ${line.replace("\t", " ")}`);
    }
  }
  return rows.every(({ tests, differences }) => tests > 0 && differences.length === 0);
}

/** Runs a suite with its runner's own report and our recorder side by side, and compares what the two tell of its tests. */
async function compared(suite) {
  const folder = join(place, suite.name);
  await unpackSource(suite, folder);
  await installNeeds(suite, folder);
  const runner = runners[suite.runner];
  const report = join(place, `${suite.name}.report`);
  const spool = join(place, `${suite.name}.spool`);
  rmSync(report, { force: true });
  rmSync(spool, { recursive: true, force: true });
  await ended([...runner.words(report), ...suite.arguments], folder, spool);
  // Node names a file without tests by its whole path.
  const own = runner.read(report).map((line) => line.replace(`${folder}/`, ""));
  const recorded = recordedLines(spool, suite.runner === "mocha" ? " " : " > ");
  return { tests: own.length, counts: countsOf(recorded), differences: differencesOf(own, recorded) };
}

async function installNeeds({ name, needs }, folder) {
  const mark = join(folder, "node_modules/.installed");
  if (isStamped(mark, needs.join())) return;
  say(`installing what the tests of ${name} need`);
  const manifest = join(folder, "package.json");
  const { devDependencies: _, scripts: __, jest: ___, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
  writeFileSync(manifest, JSON.stringify(rest, undefined, 2));
  const words = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", ...needs];
  if ((await run("npm", words, { cwd: folder, quiet: true })) !== 0) fail(`npm could not install what ${name} needs.`);
  const link = join(folder, "node_modules/backstory");
  mkdirSync(dirname(link), { recursive: true });
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(join(root, "packages/client"), link);
  // Vitest looks for its configuration in the folders above, too.
  writeFileSync(join(folder, "vitest.config.mjs"), "export default {};\n");
  stamp(mark, needs.join());
}

/** Suites of others may fail, here and there: what counts is that both tell the same. */
function ended([program, ...words], folder, spool) {
  const env = {
    ...process.env,
    BACKSTORY_URL: "http://127.0.0.1:9",
    BACKSTORY_SPOOL: spool,
    BACKSTORY_WAIT_SECONDS: "0",
  };
  const command = program === "node" ? process.execPath : join(folder, "node_modules/.bin", program);
  return new Promise((resolve) => {
    spawn(command, words, { cwd: folder, env, stdio: "ignore" }).once("close", resolve);
  });
}

/** The results of the submission that was kept, each test by its last attempt. */
function recordedLines(spool, separator) {
  const [file] = readdirSync(spool).filter((name) => name.endsWith(".ndjson"));
  const records = readFileSync(join(spool, file), "utf8").trim().split("\n");
  const last = new Map();
  for (const record of records.map((text) => JSON.parse(text))) {
    if (record.kind === "result") last.set(`${record.suite}\0${record.name}`, record);
  }
  return [...last.values()].map(({ suite, name, displayName = name, status, file: path }) => {
    const chain = suite === path ? [] : [suite.slice(path.length + 3)];
    const titles = [...chain, displayName].join(" > ");
    return `${status === "broken" ? "failed" : status}\t${titles.replaceAll(" > ", separator)}`;
  });
}

function countsOf(lines) {
  const counts = {};
  for (const line of lines) counts[line.split("\t")[0]] = (counts[line.split("\t")[0]] ?? 0) + 1;
  return counts;
}

/** Lines that one side has more often than the other, with how much more often ours has them. */
function differencesOf(own, recorded) {
  const surplus = new Map();
  for (const line of recorded) surplus.set(line, (surplus.get(line) ?? 0) + 1);
  for (const line of own) surplus.set(line, (surplus.get(line) ?? 0) - 1);
  return [...surplus].filter(([, count]) => count !== 0);
}
