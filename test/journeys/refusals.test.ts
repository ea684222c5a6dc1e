import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGzip, gzipSync } from "node:zlib";
import type { PartAnswer, RunDetail } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatedSpool } from "../support/generatedSpool.ts";
import { peakMemoryOf } from "../support/memoryOf.ts";
import { type ServerProcess, startServer } from "../support/serverProcess.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-refusals-"));
/** How much of it, in MiB, one request may take for a while: the part that is read before a limit is met. */
const maxGrowthMb = 150;
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer(dataDirectory);
});

afterAll(async () => {
  agent.destroy();
  await server.stop();
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** A connection that stays open after the answer, as those of browsers, curl and the recorders do. */
const agent = new Agent({ keepAlive: true });

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Posts pieces as one body; without a `content-length` they are sent in chunks and announce nothing. */
function post(submissionId: string, pieces: Iterable<Buffer>, headers: Record<string, string>): Promise<Answer> {
  const url = `${server.address}/api/v1/submissions/${submissionId}/records?offset=0`;
  const all = { "content-type": "application/x-ndjson", ...headers };
  return new Promise((resolve) => {
    let answered = false;
    const sent = request(url, { method: "POST", headers: all, agent }, (answer) => {
      answered = true;
      const text: Buffer[] = [];
      answer.on("data", (piece: Buffer) => text.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(text).toString() }));
    });
    sent.on("error", (error) => {
      if (!answered) resolve({ status: undefined, text: error.message });
    });
    const closed = new Promise((resolveClosed) => sent.once("close", resolveClosed));
    void write();

    async function write(): Promise<void> {
      for (const piece of pieces) {
        if (answered || sent.destroyed) break;
        if (!sent.write(piece)) await Promise.race([new Promise((drained) => sent.once("drain", drained)), closed]);
      }
      sent.end();
    }
  });
}

function* repeated(piece: Buffer, times: number): Generator<Buffer> {
  for (let time = 0; time < times; time++) yield piece;
}

/** A gigabyte of one piece over and over, packed. */
async function bomb(first: string, piece: string): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const packed: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => packed.push(chunk));
  const ended = new Promise((resolve) => gzip.once("end", resolve));
  gzip.write(first);
  const block = Buffer.from(piece.repeat(Math.ceil(1_048_576 / piece.length)));
  for (const each of repeated(block, 1_024)) {
    if (!gzip.write(each)) await new Promise((resolve) => gzip.once("drain", resolve));
  }
  gzip.end();
  await ended;
  return Buffer.concat(packed);
}

describe("bodies that are too large are refused, and the server's memory does not grow", () => {
  const mebibyte = Buffer.alloc(1_048_576, "x");
  const { submissionId, lines } = generatedSpool(3, "unit");
  const first = `${lines[0]}\n`;
  const good = `${lines.at(-2)}\n`;
  let before: number;

  beforeAll(async () => {
    const usual = generatedSpool(20_000, "usual");
    await post(usual.submissionId, [gzipSync(`${usual.lines.join("\n")}\n`)], { "content-encoding": "gzip" });
    before = peakMemoryOf(server.pid);
  });

  async function expectRefused(pieces: Iterable<Buffer>, headers: Record<string, string>): Promise<void> {
    const answer = await post(submissionId, pieces, headers);
    expect(answer.status, answer.text).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ code: "body-too-large" });
    expect(peakMemoryOf(server.pid) - before).toBeLessThan(maxGrowthMb);
    expect(await (await fetch(`${server.address}/healthz`)).json()).toMatchObject({ status: "ok" });
  }

  test.each([
    ["that say so", { "content-length": String(200 * 1_048_576) }],
    ["in chunks", {}],
  ])("200 MB %s", async (_, headers: Record<string, string>) => {
    await expectRefused(repeated(mebibyte, 200), headers);
  });

  test.each([
    ["one line", "\0"],
    ["empty lines", "\n"],
    ["corrupt lines", "x\n"],
    ["good lines", good],
  ])("a gzip bomb of %s, honest and lying about its length", { timeout: 120_000 }, async (_, piece) => {
    const packed = await bomb(first, piece);
    await expectRefused([packed], { "content-encoding": "gzip" });
    await expectRefused([packed, gzipSync("")], { "content-encoding": "gzip" });
  });
});

test("a second process on the data directory is refused in a sentence that names the first", async () => {
  const second = startServer(dataDirectory);
  await expect(second).rejects.toThrow(
    `ended with 1: backstory-server: The server with process id ${server.pid}, at ${server.address}, holds ${dataDirectory}.`,
  );
});

test("a corrupt line is refused by its number while the rest lands", async () => {
  const { submissionId, lines } = generatedSpool(30, "unit");
  const corrupt = lines.with(17, '{"kind":"result","name":');
  const answer = await fetch(`${server.address}/api/v1/submissions/${submissionId}/records`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: `${corrupt.join("\n")}\n`,
  });
  const { accepted, refused } = (await answer.json()) as PartAnswer;
  expect([accepted, refused.map(({ line }) => line)]).toEqual([lines.length - 1, [18]]);
  const run = () => server.get<RunDetail>(`/runs/${submissionId}`);
  await expect
    .poll(run, { timeout: 30_000 })
    .toMatchObject({ state: "complete", refusedLines: [{ line: 18, text: '{"kind":"result","name":' }] });
});
