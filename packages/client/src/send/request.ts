import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { addressOf, type Destination } from "./destination.ts";

/** One request, bounded in time by its signal. */
export interface Question {
  readonly method: string;
  /** The path below the destination, with its query. */
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: Buffer;
}

/** What came back. The body is text, and at most 1 MiB of it. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const longestBody = 1_048_576;

/**
 * Asks a destination once. It rejects when the network fails and when the signal fires, whatever the other side does.
 * The socket does not keep the process alive: who waits for the answer has to.
 */
export function request(destination: Destination, question: Question, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const address = addressOf(destination.url, question.path);
    address.search = question.query ?? "";
    const ask = address.protocol === "https:" ? httpsRequest : httpRequest;
    const headers: Record<string, string | number> = { ...question.headers };
    if (destination.token !== undefined) headers["authorization"] = `Bearer ${destination.token}`;
    if (question.body !== undefined) headers["content-length"] = question.body.length;
    const asked = ask(address, { method: question.method, headers, agent: destination.agent, signal });
    asked.on("socket", (socket) => socket.unref());
    asked.on("error", reject);
    asked.on("response", (response) => {
      readAnswer(response).then(resolve, reject);
    });
    asked.end(question.body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw new Error("its answer is too long");
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString("utf8") };
}
