import { createHash } from "node:crypto";
import type { RecordToWrite } from "@backstory/model";
import { drawnPicture } from "./drawnPicture.ts";
import type { Stage } from "./stage.ts";
import { type ResultDraft, type Submission, submission } from "./submission.ts";

interface File {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const before = drawnPicture(160, [70, 120, 220], 20);
const after = drawnPicture(160, [70, 120, 220], 60);
const lines = Array.from(
  { length: 5_000 },
  (_, index) => `\u001b[32m${index}\u001b[39m request ${index} took ${index % 90} ms`,
);

/** A page that a test attached: everything in it that would do something must not. */
const hostilePage = `<!doctype html><h1>Report of the test</h1>
<script>parent.document.title = "owned"; fetch("/api/v1/runs/owned")</script>
<img src="/api/v1/runs/owned-by-image" onerror="parent.document.title='owned'"><a href="javascript:alert(1)" target="_top">go</a>
<form action="/api/v1/tokens" method="post"><button>send</button></form><meta http-equiv="refresh" content="0; url=/owned">`;

/** The files of {@link richRuns}: one of each kind that is shown in a way of its own. */
const richFiles: readonly File[] = [
  { name: "home-expected.png", mediaType: "image/png", bytes: before },
  { name: "home-actual.png", mediaType: "image/png", bytes: after },
  { name: "home-diff.png", mediaType: "image/png", bytes: drawnPicture(160, [230, 230, 230], 60) },
  { name: "server.log", mediaType: "text/plain", bytes: Buffer.from(`${lines.join("\n")}\n`) },
  {
    name: "prices.csv",
    mediaType: "text/csv",
    bytes: Buffer.from('item,price,sold\ntea,4.5,12\n"cup, red",12,3\npot,19.9,7\n'),
  },
  { name: "report.html", mediaType: "text/html", bytes: Buffer.from(hostilePage) },
  {
    name: "logo.svg",
    mediaType: "image/svg+xml",
    bytes: Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="parent.document.title='owned'"><circle cx="20" cy="20" r="18"/></svg>`,
    ),
  },
  { name: "trace.zip", mediaType: "application/zip", bytes: Buffer.from("PK\u0003\u0004 no real trace") },
  { name: "answer.json", mediaType: "application/json", bytes: Buffer.from('{"total":16.5,"items":["tea","cup"]}') },
];

/** The name of the test that has all of {@link richFiles}. */
export const richTest = "shows the cart";

/**
 * Three runs of one browser suite in two shards each. In the last a test that passed fails with everything a failure can
 * have, one fails still, one is fixed, one is gone, one is much slower. Resolves with the last one's id.
 */
export async function richRuns(stage: Pick<Stage, "address" | "show">): Promise<string> {
  for (const { bytes } of richFiles) {
    const sha256 = shaOf(bytes);
    const put = await fetch(`${stage.address}/api/v1/attachments/${sha256}`, {
      method: "PUT",
      body: new Uint8Array(bytes),
    });
    if (!put.ok) throw new Error(await put.text());
  }
  await fetch(`${stage.address}/api/v1/targets/shop/browser`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ consolidation: true }),
  });
  const ages = [7, 6, 5, 4, 3, 2, 1, 0];
  let last = "";
  for (const age of ages) {
    last = shard(age, 1).submissionId;
  }
  const all = ages.flatMap((age) => [shard(age, 1), shard(age, 2)]);
  for (const each of all) await post(stage.address, each);
  last = all.at(-2)?.submissionId ?? last;
  await settled(stage.address, last, 32);
  return last;
}

function shard(age: number, index: number): Submission {
  const first = {
    target: "browser",
    build: { name: `2.${7 - age}.0` },
    shard: { index, total: 2 },
    runner: { name: "playwright", version: "1.65.1" },
    recorder: { name: "backstory/playwright", version: "0.1.0" },
    git: { branch: "main", commit: `${age}a1b2c3d`.repeat(5).slice(0, 40) },
    host: { name: `runner-${index}` },
    ci: { provider: "github", runId: "77", runUrl: "https://ci.example/77", job: "e2e", pullRequest: "12" },
  };
  const drafts = index === 1 ? firstShard(age) : secondShard(age);
  const { submissionId, lines: all } = submission(age * 60 + 10 - index, first, drafts);
  const files: RecordToWrite[] = index === 1 && age === 0 ? filesOf("1") : [];
  return { submissionId, lines: [...all.slice(0, -1), ...files, ...eventsOf(age, index), ...all.slice(-1)] };
}

function filesOf(resultId: string): RecordToWrite[] {
  const build = { name: "coverage.csv", mediaType: "text/csv", bytes: richFiles[4]?.bytes ?? Buffer.alloc(0) };
  return [build, ...richFiles].map(({ name, mediaType, bytes }, place) => ({
    ...{ kind: "attachment" as const, name, mediaType, sizeBytes: bytes.length, sha256: shaOf(bytes) },
    ...(place === 0 ? {} : { resultId }),
  }));
}

function eventsOf(age: number, index: number): RecordToWrite[] {
  if (age !== 0 || index !== 1) return [];
  const at = new Date().toISOString();
  return [
    { kind: "event", resultId: "1", seq: 1, name: "login", payload: "ann", at },
    { kind: "event", resultId: "1", seq: 2, name: "add to cart", payload: '{"item":"tea"}', at },
  ];
}

function firstShard(age: number): ResultDraft[] {
  const isNew = age === 0;
  const cart: ResultDraft = {
    ...{ suite: "e2e/cart.spec.ts > cart", name: richTest, file: "e2e/cart.spec.ts", line: 12, worker: "0" },
    ...{ status: isNew ? "failed" : "passed", durationMs: 900 + age * 11, rawStatus: isNew ? "timedOut" : "passed" },
    ...{ params: { viewport: "wide", items: 2 }, metrics: { lcpMs: 800 - age * 20 }, properties: { theme: "dark" } },
    labels: { feature: ["cart"], owner: ["ann"], tag: ["smoke", "slow"] },
    steps: [
      { name: "go to /cart", durationMs: 210, status: "passed" },
      {
        name: "expect the total",
        durationMs: 640,
        status: isNew ? "failed" : "passed",
        steps: [{ name: "wait", durationMs: 600 }],
      },
    ],
    phases: [
      { name: "setup", status: "passed", durationMs: 40 },
      { name: "call", status: isNew ? "failed" : "passed", durationMs: 800 },
    ],
    ...(isNew ? { failure: jsonFailure, stdout: "browser ready\n", log: "WARN slow network\n" } : {}),
  };
  const others = Array.from(
    { length: 15 },
    (_, place): ResultDraft => ({
      ...{
        suite: `e2e/${["cart", "search"][place % 2]}.spec.ts > part ${place % 4}`,
        name: `works ${place}`,
        status: "passed",
      },
      ...{
        worker: String(place % 3),
        durationMs: 60 + place * 9,
        labels: { feature: [["cart", "search"][place % 2] ?? ""] },
      },
    }),
  );
  return [cart, ...others];
}

function secondShard(age: number): ResultDraft[] {
  const suite = "e2e/pay.spec.ts > pay";
  const failure = {
    type: "Error",
    message: "no answer from the bank",
    trace: "Error: no answer from the bank\n    at pay (e2e/pay.spec.ts:9:3)\n    at node_modules/pw/run.js:1:1",
  };
  const slow = age === 0 ? 4_000 : 400 + age * 3;
  const base: ResultDraft[] = [
    { suite, name: "pays by card", status: "failed", failure, worker: "0", durationMs: 300 },
    age === 0
      ? { suite, name: "pays by invoice", status: "passed", worker: "1" }
      : { suite, name: "pays by invoice", status: "failed", failure, worker: "1" },
    { suite, name: "pays in time", status: "passed", durationMs: slow, worker: "1" },
    { suite, name: "flickers", status: "failed", failure, worker: "0", attempt: 1, durationMs: 80 },
    { suite, name: "flickers", status: "passed", worker: "0", attempt: 2, durationMs: 70 },
    { suite, name: "is for later", status: "skipped", worker: "0", durationMs: 0 },
    ...(age === 0 ? [] : [{ suite, name: "pays by cheque", status: "passed" as const, worker: "1" }]),
  ];
  const rest = Array.from(
    { length: age === 0 ? 11 : 10 },
    (_, place): ResultDraft => ({
      ...{ suite, name: `accepts card ${place}`, status: "passed", worker: String(place % 2), durationMs: 40 + place },
    }),
  );
  return [...base, ...rest];
}

const jsonFailure = {
  type: "Error",
  message:
    'expect(received).toEqual(expected)\n\n- Expected\n+ Received\n\n  {\n    "items": [\n      "tea",\n-     "cup",\n+     "mug",\n    ],\n-   "total": 16.5,\n+   "total": 14.85,\n  }',
  trace:
    "Error: expect(received).toEqual(expected)\n    at total (e2e/cart.spec.ts:14:9)\n    at run (node_modules/playwright/lib/worker.js:1:1)",
};

async function post(address: string, { submissionId, lines: all }: Submission): Promise<void> {
  const body = all.map((line) => `${JSON.stringify(line)}\n`).join("");
  const headers = { "content-type": "application/x-ndjson" };
  const answer = await fetch(`${address}/api/v1/submissions/${submissionId}/records?offset=0`, {
    method: "POST",
    headers,
    body,
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function settled(address: string, runId: string, total: number): Promise<void> {
  const end = Date.now() + 30_000;
  let seen = -1;
  while (Date.now() < end) {
    const answer = await fetch(`${address}/api/v1/runs/${runId}`);
    if (answer.ok) seen = ((await answer.json()) as { counts: { total: number } }).counts.total;
    if (seen === total) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the run has ${seen} results, not ${total}`);
}

function shaOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
