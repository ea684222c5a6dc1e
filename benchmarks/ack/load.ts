import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { newSubmissionId } from "@backstory/model";

/** What one round of sending came to. Latencies are in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

/** What a round sends: parts of this many rows over so many connections, each its own submission, for so long. */
export interface RoundRequest {
  readonly address: string;
  readonly rows: number;
  readonly connections: number;
  readonly durationMs: number;
}

const startedAt = "2026-11-21T20:00:00.000Z";
const tool = { name: "pytest", version: "9.1.1" };
const bodies = new Map<number, Buffer[]>();

process.on("message", (request: RoundRequest) => void runRound(request).then((round) => process.send?.(round)));

async function runRound(request: RoundRequest): Promise<Round> {
  const latencies: number[] = [];
  const counts = { refused: 0 };
  const until = performance.now() + request.durationMs;
  await Promise.all(Array.from({ length: request.connections }, () => sendUntil(request, until, latencies, counts)));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { perSecond: (latencies.length * 1_000) / request.durationMs, p50: at(0.5), p99: at(0.99), ...counts };
}

async function sendUntil(
  { address, rows }: RoundRequest,
  until: number,
  latencies: number[],
  counts: { refused: number },
): Promise<void> {
  const { hostname, port, host } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const submissionId = newSubmissionId();
  const parts = bodies.get(rows) ?? partsOf(rows);
  bodies.set(rows, parts);
  const post = (offset: number, body: Buffer) => exchange(socket, requestText(host, submissionId, offset, body), body);
  await post(0, gzipSync(`${JSON.stringify(submissionRecord(submissionId))}\n`));
  for (let offset = 1, sent = 0; performance.now() < until; sent++) {
    const sentAt = performance.now();
    const status = await post(offset, parts[sent % parts.length] as Buffer);
    if (status === 200) {
      latencies.push(performance.now() - sentAt);
      offset += rows;
    } else counts.refused++;
  }
  socket.destroy();
}

function requestText(host: string, submissionId: string, offset: number, body: Buffer): string {
  return [
    `POST /api/v1/submissions/${submissionId}/records?offset=${offset} HTTP/1.1`,
    ...[`Host: ${host}`, "Content-Type: application/x-ndjson", "Content-Encoding: gzip"],
    ...[`Content-Length: ${body.length}`, "", ""],
  ].join("\r\n");
}

/** Sends one request over a raw socket, which costs this process far less than an HTTP client, and answers its status. */
function exchange(socket: Socket, head: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (piece: Buffer) => {
      text += piece.toString("latin1");
      const headEnd = text.indexOf("\r\n\r\n");
      if (headEnd === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < headEnd + 4 + length) return;
      socket.off("data", onData).off("error", reject);
      resolve(Number(text.slice(9, 12)));
    };
    socket.on("data", onData).once("error", reject);
    socket.cork();
    socket.write(head, "latin1");
    socket.write(body);
    socket.uncork();
  });
}

function submissionRecord(submissionId: string): object {
  return { kind: "submission", recordVersion: 1, submissionId, recorder: tool, runner: tool, startedAt };
}

/** Fifty parts with tests of their own, so that the engine has its usual work behind the acknowledgements. */
function partsOf(rows: number): Buffer[] {
  return Array.from({ length: 50 }, (_, part) => {
    const lines = Array.from({ length: rows }, (__, row) => `${JSON.stringify(resultRecord(part * rows + row))}\n`);
    return gzipSync(lines.join(""));
  });
}

function resultRecord(number: number): object {
  const phases = ["setup", "call", "teardown"].map((name) => ({ name, status: "passed", durationMs: number % 7 }));
  return {
    ...{
      kind: "result",
      resultId: `r${number}`,
      suite: `tests.test_${number % 50}`,
      name: `test_${number}`,
      attempt: 1,
    },
    ...{ status: "passed", startedAt, durationMs: (number % 977) / 10, phases, file: "tests/test_cart.py", line: 12 },
  };
}
