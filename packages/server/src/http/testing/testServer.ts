import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLog } from "../../log.ts";
import { serve } from "../../serve.ts";

/** A whole server on a data directory of its own and a free port, for tests of what it answers. */
export interface TestServer {
  readonly address: string;
  readonly dataDirectory: string;
  /** The JSON of an answer with its status. */
  json<Answer>(path: string, init?: RequestInit): Promise<Answer & { httpStatus: number }>;
  /** Posts lines of a submission as NDJSON. */
  post<Answer>(
    submissionId: string,
    offset: number,
    lines: readonly (object | string)[],
    init?: RequestInit,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a server in this process; `dataDirectory` continues that of one before. */
export async function testServer(
  dataDirectory: string = mkdtempSync(join(tmpdir(), "backstory-server-")),
): Promise<TestServer> {
  const server = await serve({ dataDirectory, port: 0, logger: openLog("error") });

  async function json<Answer>(path: string, init?: RequestInit): Promise<Answer & { httpStatus: number }> {
    const answer = await fetch(`${server.address}${path}`, init);
    return { ...((await answer.json()) as Answer), httpStatus: answer.status };
  }

  return {
    address: server.address,
    dataDirectory,
    json,
    post(submissionId, offset, lines, init = {}) {
      return json(`/api/v1/submissions/${submissionId}/records?offset=${offset}`, {
        method: "POST",
        body: lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
        ...init,
        headers: { "content-type": "application/x-ndjson", ...init.headers },
      });
    },
    close: () => server.close(),
  };
}

/** How long to poll for what is on its way into the engine, on a machine that has other things to do too. */
export const patiently = { timeout: 15_000 };

/** Removes a data directory; the engine may go on writing a moment after it was closed. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** What a request with any headers, Host among them, was answered. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request as browsers' fetch would not let us send it. */
export function rawRequest(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
