import { join } from "node:path";
import { newSubmissionId, testId } from "@backstory/model";
import { inputSettings } from "../packages/server/src/store/connection.ts";
import { openEmbedded } from "../packages/server/src/store/embedded.ts";
import { migrate } from "../packages/server/src/store/migrate.ts";
import { openStore } from "../packages/server/src/store/store.ts";

const shards = 64;
const rowsOfBatch = 50;
const seconds = 5;

/** One batch of a shard: whose it is, where it begins, and its rows as the server makes them. */
interface Batch {
  readonly submissionId: string;
  readonly offset: number;
  readonly rows: Buffer;
}

interface Sent {
  readonly acks: number;
  readonly acksPerSecond: number;
  readonly p99Ms: number;
}

/** Keeps 64 shards sending batches of 50 results, each as soon as its last was acknowledged, for five seconds. */
async function sendFromShards(send: (batch: Batch) => Promise<void>): Promise<Sent> {
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  await Promise.all(
    Array.from({ length: shards }, async (_, shard) => {
      const submissionId = newSubmissionId();
      for (let batch = 0; performance.now() < until; batch++) {
        const rows = batchRows(submissionId, shard, batch);
        const sent = performance.now();
        await send({ submissionId, offset: batch * rowsOfBatch, rows });
        times.push(performance.now() - sent);
      }
    }),
  );
  const sorted = times.toSorted((a, b) => a - b);
  const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  return { acks: times.length, acksPerSecond: times.length / ((performance.now() - begun) / 1_000), p99Ms };
}

const ids = Array.from({ length: 20_000 }, (_, test) =>
  testId({ project: "web", suite: "s", name: `test_${test}` }, "pytest"),
);

function batchRows(submissionId: string, shard: number, batch: number): Buffer {
  const time = new Date().toISOString();
  let text = "";
  for (let index = 0; index < rowsOfBatch; index++) {
    const test = (shard * 311 + batch * rowsOfBatch + index) % ids.length;
    const owner = `{"project":"web","target":"unit","submissionId":"${submissionId}","receivedAt":"${time}","runner":"pytest"`;
    const about = `"kind":"result","testId":"${ids[test]}","familyId":"${ids[test]}","recordIndex":${batch * rowsOfBatch + index}`;
    const result = `"resultId":"${test}","suite":"s","name":"test_${test}","attempt":1,"status":"passed","startedAt":"${time}","durationMs":12.5`;
    text += `${owner},${about},${result}}\n`;
  }
  return Buffer.from(text);
}

async function direct(directory: string): Promise<object> {
  const connection = await openEmbedded(join(directory, "engine"));
  await migrate(connection, { apply: true });
  const figures = await sendFromShards(({ rows }) =>
    connection.command(`INSERT INTO ingest SETTINGS ${inputSettings} FORMAT JSONEachRow\n${rows.toString()}`),
  );
  await connection.close();
  return figures;
}

async function grouped(dataDirectory: string): Promise<object> {
  const store = await openStore({ dataDirectory, maxBacklogBytes: 2_000_000_000 });
  const part = { project: "web", target: "unit", runner: "pytest", lines: rowsOfBatch, ended: false };
  const begun = performance.now();
  const figures = await sendFromShards((batch) => store.append({ ...part, ...batch }));
  await store.settled();
  const appliedPerSecond = figures.acks / ((performance.now() - begun) / 1_000);
  await store.close();
  return { ...figures, appliedPerSecond };
}

const [directory = "", mode] = process.argv.slice(2);
console.log(JSON.stringify(await (mode === "direct" ? direct : grouped)(directory)));
