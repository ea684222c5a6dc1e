import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { newSubmissionId, type RecordToWrite } from "@backstory/model";
import { type Scenario, scenarios } from "./scenarios.ts";

const hour = 3_600_000;
const linesOfPart = 2_000;

const words = Object.entries(scenarios).map(([name, { about }]) => `  ${name.padEnd(12)}${about}`);
const usage = `npm run seed -- SCENARIO [--url ADDRESS]

Posts a made-up history to a running server (http://127.0.0.1:7357 when left out) as the project "seed":
${words.join("\n")}`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string", default: "http://127.0.0.1:7357" }, help: { type: "boolean", short: "h" } },
});
const [name = ""] = positionals;
const chosen = scenarios[name];
if (chosen === undefined) {
  console.log(usage);
  process.exitCode = flags.help ? 0 : 2;
} else {
  await seed(name, chosen, flags.url);
}

async function seed(target: string, scenario: Scenario, url: string): Promise<void> {
  for (let run = 1; run <= scenario.runs; run++) {
    const start = Date.now() - (scenario.runs - run + 1) * hour;
    const submissionId = newSubmissionId(start);
    const records = recordsOf({ scenario, run, start, target, submissionId });
    for (let offset = 0; offset < records.length; offset += linesOfPart) {
      await post(
        `${url}/api/v1/submissions/${submissionId}/records?offset=${offset}`,
        records.slice(offset, offset + linesOfPart),
      );
    }
    process.stdout.write(`\r${target}: run ${run} of ${scenario.runs}`);
  }
  process.stdout.write("\n");
}

async function post(address: string, records: readonly RecordToWrite[]): Promise<void> {
  const body = gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const headers = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (answer.status === 503) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return post(address, records);
  }
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
}

interface RunToMake {
  readonly scenario: Scenario;
  readonly run: number;
  readonly start: number;
  readonly target: string;
  readonly submissionId: string;
}

function recordsOf({ scenario, run, start, target, submissionId }: RunToMake): RecordToWrite[] {
  const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();
  const commit = run.toString(16).padStart(40, "c0ffee");
  const records: RecordToWrite[] = [
    {
      kind: "submission",
      recordVersion: 1,
      submissionId,
      project: "seed",
      target,
      recorder: { name: "seed" },
      runner: { name: "pytest", version: "9.2.0" },
      build: { name: `2.${run}` },
      startedAt: at(0),
      expectedTests: scenario.tests,
      git: { commit, branch: run % 5 === 1 ? "topic" : "main", position: run },
    },
  ];
  for (let test = 0; test < scenario.tests; test++) records.push(...resultsOf(scenario, test, run, at));
  records.push({ kind: "end", finishedAt: at(scenario.tests * 20), exitStatus: 0 });
  return records;
}

function resultsOf(
  scenario: Scenario,
  test: number,
  run: number,
  at: (milliseconds: number) => string,
): RecordToWrite[] {
  return scenario.attempts(test, run).map((status, index) => ({
    kind: "result",
    resultId: `${test}.${index + 1}`,
    suite: `tests.area_${Math.floor(test / 20)}`,
    name: `test_case_${test}`,
    attempt: index + 1,
    status,
    startedAt: at(test * 20),
    durationMs: 5 + (test % 37) * 3,
    file: `tests/area_${Math.floor(test / 20)}.py`,
    line: 10 + (test % 20) * 8,
    ...(status === "failed" && {
      failure: {
        type: "AssertionError",
        message: `assert ${run} == ${test}`,
        trace: `tests/area.py:7: AssertionError`,
      },
    }),
  }));
}
