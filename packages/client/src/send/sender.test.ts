import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepFile, waitingFiles } from "../spool/keptFiles.ts";
import { Spool } from "../spool/spool.ts";
import { deliverFile } from "./deliverFile.ts";
import { Sender } from "./sender.ts";

interface Received {
  readonly offset: number;
  readonly lines: readonly string[];
  readonly headers: IncomingMessage["headers"];
}

type Reply = (part: Received, response: ServerResponse) => void;

let folder: string;
let server: Server;
let url: URL;
let received: Received[];
let reply: Reply;

const take: Reply = ({ offset, lines }, response) => {
  response.end(JSON.stringify({ nextOffset: offset + lines.length, accepted: lines.length, refused: [] }));
};

function answer(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end(JSON.stringify(body));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "backstory-sender-"));
  received = [];
  reply = take;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    if (request.method === "PUT") return void request.resume().on("end", () => response.writeHead(204).end());
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = gunzipSync(Buffer.concat(chunks)).toString();
      const address = new URL(request.url ?? "", "http://localhost");
      const offset = Number(address.searchParams.get("offset"));
      const part = { offset, lines: body.split("\n").slice(0, -1), headers: request.headers };
      received.push(part);
      reply(part, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function deliver(lines: readonly string[], waitMs = 2_000) {
  const path = join(folder, "ID.ndjson");
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return deliverFile(path, { url, token: "secret", submissionId: "ID", waitMs });
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

describe("a sender", () => {
  test("sends while the file grows, and the rest at the end", async () => {
    const spool = new Spool(folder, "ID");
    const sender = new Sender(spool, { url, submissionId: "ID" });
    spool.append("first");
    sender.grew();
    await expect.poll(() => received.length, { timeout: 5_000 }).toBe(1);
    spool.append("second");
    expect(await sender.finish(2_000)).toMatchObject({ delivered: true, lines: 2 });
    spool.close();
    expect(received.map(({ offset, lines }) => [offset, lines])).toEqual([
      [0, ["first"]],
      [1, ["second"]],
    ]);
  });

  test("sends gzip, its token, and parts of at most a thousand lines", async () => {
    const lines = numbered(2_500);
    expect(await deliver(lines)).toMatchObject({ delivered: true, lines: 2_500, total: 2_500 });
    expect(received.map((part) => [part.offset, part.lines.length])).toEqual([
      [0, 1_000],
      [1_000, 1_000],
      [2_000, 500],
    ]);
    expect(received.flatMap((part) => part.lines)).toEqual(lines);
    expect(received[0]?.headers).toMatchObject({
      authorization: "Bearer secret",
      "content-encoding": "gzip",
      "content-type": "application/x-ndjson",
    });
  });

  test("goes on where the server is, when that has had more already", async () => {
    reply = (part, response) =>
      part.offset === 0 ? answer(response, 200, { nextOffset: 1_200, refused: [] }) : take(part, response);
    expect(await deliver(numbered(1_500))).toMatchObject({ delivered: true });
    expect(received.map(({ offset }) => offset)).toEqual([0, 1_200]);
    expect(received[1]?.lines[0]).toBe("line 1200");
  });

  test("goes back to where the server is, when that lost something", async () => {
    let isLost = true;
    reply = (part, response) => {
      if (part.offset === 1_000 && isLost) {
        isLost = false;
        answer(response, 409, { code: "offset-gap", expectedOffset: 10 });
      } else take(part, response);
    };
    expect(await deliver(numbered(1_500))).toMatchObject({ delivered: true, lines: 1_500 });
    expect(received.map(({ offset }) => offset)).toEqual([0, 1_000, 10, 1_010]);
  });

  test("sends smaller parts to what takes no large ones", async () => {
    reply = (part, response) => (part.lines.length > 40 ? answer(response, 413, {}) : take(part, response));
    expect(await deliver(numbered(100))).toMatchObject({ delivered: true });
    expect(received.at(-1)?.lines.length).toBeLessThanOrEqual(40);
  });

  test("comes again after what passes", async () => {
    reply = (part, response) => {
      if (received.length === 1) answer(response, 503, { code: "backlog-full" }, { "retry-after": "0" });
      else if (received.length === 2) response.destroy();
      else take(part, response);
    };
    const spool = new Spool(folder, "ID");
    const sender = new Sender(spool, { url, submissionId: "ID" });
    spool.append("only");
    await expect.poll(() => received.length, { timeout: 5_000 }).toBe(3);
    expect(await sender.finish(2_000)).toMatchObject({ delivered: true });
    spool.close();
  });

  test("tells which lines were refused", async () => {
    const refused = [{ line: 2, reason: "no JSON" }];
    reply = (_, response) => answer(response, 200, { nextOffset: 3, refused });
    expect(await deliver(numbered(3))).toMatchObject({ delivered: true, refused });
  });

  test.each<[string, Reply, string]>([
    [
      "no leave",
      (_, response) => answer(response, 401, { title: "Unknown", detail: "revoked" }),
      "HTTP 401, Unknown: revoked",
    ],
    ["another page", (_, response) => response.end("<html>"), "it does not answer as Backstory does"],
    ["nothing taken", (_, response) => answer(response, 200, { nextOffset: 0 }), "it took none of the records"],
  ])("gives up on %s, and says why", async (_, badReply, failure) => {
    reply = badReply;
    expect(await deliver(["only"], 500)).toMatchObject({ delivered: false, lines: 0, failure });
  });

  test("waits no longer than it is told for a server that hangs", async () => {
    reply = () => {};
    const began = performance.now();
    expect(await deliver(["only"], 200)).toMatchObject({ delivered: false, failure: "it did not answer in time" });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("does not send a last line that was never finished", async () => {
    const path = join(folder, "ID.ndjson");
    writeFileSync(path, "whole\nhal");
    const delivery = await deliverFile(path, { url, token: undefined, submissionId: "ID", waitMs: 2_000 });
    expect(delivery).toMatchObject({ delivered: true, total: 1 });
    expect(received.flatMap(({ lines }) => lines)).toEqual(["whole"]);
  });

  test("sends attachments after the lines, and forgets those that were sent", async () => {
    const asked: string[] = [];
    server.prependListener("request", (request: IncomingMessage) => asked.push(`${request.method} ${request.url}`));
    const path = join(folder, "ID.ndjson");
    const { sha256 } = keepFile(path, Buffer.from("bytes"));
    expect(await deliver(["only"])).toMatchObject({ delivered: true });
    expect(asked).toEqual(["POST /api/v1/submissions/ID/records?offset=0", `PUT /api/v1/attachments/${sha256}`]);
    expect(waitingFiles(path)).toEqual([]);
  });

  test("keeps attachments that were not sent", async () => {
    const path = join(folder, "ID.ndjson");
    keepFile(path, Buffer.from("bytes"));
    server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
      if (request.method === "PUT") response.destroy();
    });
    expect(await deliver(["only"])).toMatchObject({ delivered: false, lines: 1, failure: "the connection was cut" });
    expect(waitingFiles(path)).toHaveLength(1);
  });

  test("keeps the path of a destination that stands below another", async () => {
    let path = "";
    server.prependListener("request", (request: IncomingMessage) => {
      path = request.url ?? "";
    });
    url = new URL("/backstory/", url);
    await deliver(["only"]);
    expect(path).toBe("/backstory/api/v1/submissions/ID/records?offset=0");
  });
});
