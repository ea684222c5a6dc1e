import { BackstoryError, type ErrorCode, errors, newSubmissionId, problemSchema } from "@backstory/model";
import { addressOf, openDestination } from "../send/destination.ts";
import { type Answer, type Question, request } from "../send/request.ts";
import { networkFailure } from "../send/words.ts";

/** Where the command line asks. */
export interface Server {
  readonly url: URL;
  readonly token: string | undefined;
}

/** What is asked: a path below /api/v1 with its query, where undefined values are left out. */
export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/**
 * Asks the server and reads its answer with a schema. It throws a BackstoryError: `server-unreachable`, or what the server
 * said in its problem document.
 */
export async function askServer<Value>(
  server: Server,
  { method = "GET", path, query = {}, body }: Ask,
  schema: { parse(value: unknown): Value },
): Promise<Value> {
  const answer = await answerOf(server, {
    method,
    path: `/api/v1${path}`,
    query: queryOf(query),
    ...(body === undefined
      ? {}
      : { body: Buffer.from(JSON.stringify(body)), headers: { "content-type": "application/json" } }),
  });
  if (answer.status >= 400) throw problemOf(answer);
  try {
    return schema.parse(JSON.parse(answer.body));
  } catch (error) {
    throw new BackstoryError("internal", `${server.url.href} does not answer as Backstory does.`, {}, error);
  }
}

/**
 * Whether the server takes records with the token. It sends it a submission without any record, of which nothing is kept.
 * It throws `token-unknown` or whatever else stands in the way.
 */
export async function checkToken(server: Server): Promise<void> {
  const answer = await answerOf(server, {
    method: "POST",
    path: `/api/v1/submissions/${newSubmissionId()}/records`,
    headers: { "content-type": "application/x-ndjson" },
    body: Buffer.alloc(0),
  });
  const problem = answer.status >= 400 ? problemOf(answer) : undefined;
  // This is what it has to say about an empty submission, once it has let the token in.
  if (problem !== undefined && problem.code !== "submission-missing") throw problem;
}

/** Whether a Backstory server answers at an address within a time. */
export async function isServing(url: URL, waitMs: number): Promise<boolean> {
  const destination = openDestination(url);
  try {
    const answer = await held(request(destination, { method: "GET", path: "/healthz" }, AbortSignal.timeout(waitMs)));
    return answer.status === 200;
  } catch {
    return false;
  } finally {
    destination.agent.destroy();
  }
}

async function answerOf(server: Server, question: Question): Promise<Answer> {
  const destination = openDestination(server.url, server.token);
  try {
    return await held(request(destination, question, AbortSignal.timeout(30_000)));
  } catch (error) {
    const where = addressOf(server.url, "/").href;
    throw new BackstoryError("server-unreachable", `${where} does not answer: ${networkFailure(error)}.`, {}, error);
  } finally {
    destination.agent.destroy();
  }
}

/** Keeps the process alive until the answer is there: a request of itself does not. */
async function held<Value>(answer: Promise<Value>): Promise<Value> {
  const timer = setInterval(() => {}, 60_000);
  try {
    return await answer;
  } finally {
    clearInterval(timer);
  }
}

function queryOf(query: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(entries).toString();
}

function problemOf({ status, body }: Answer): BackstoryError {
  try {
    const { code, title, detail } = problemSchema.parse(JSON.parse(body));
    if (code in errors) return new BackstoryError(code as ErrorCode, detail ?? title);
  } catch {
    // It is no problem document.
  }
  return new BackstoryError("internal", `The server answered with HTTP ${status}.`);
}
