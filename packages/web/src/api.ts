import type { Problem } from "@backstory/model";
import { currentAsof } from "./asof/currentAsof.ts";
import { takeEarlyAnswer } from "./earlyAnswers.ts";

/** What an address says behind its question mark. */
export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** An answer that was not a success, or none at all: `status` 0 when the server could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly hint: string;

  constructor(status: number, message: string, hint: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.hint = hint;
  }
}

/**
 * The JSON answer to `GET /api/v1{path}`, as of the moment that the pages show; parameters that are undefined or empty
 * are left away. Throws {@link ApiError}.
 */
export async function getJson<Answer>(path: string, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
  const address = apiAddress(path, { asof: currentAsof(), ...parameters });
  const answer = await ask(address, { signal, headers: { accept: "application/json" } }, takeEarlyAnswer(address));
  return (await answer.json()) as Answer;
}

/** The JSON answer to a request that changes something; `undefined` when the answer is empty. Throws {@link ApiError}. */
export async function sendJson<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { body, parameters = {} }: { body?: unknown; parameters?: Parameters } = {},
): Promise<Answer> {
  const answer = await ask(apiAddress(path, parameters), {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

/** The address of `/api/v1{path}` on this server. */
export function apiAddress(path: string, parameters: Parameters = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

async function ask(address: string, request: RequestInit, early?: Promise<Response>): Promise<Response> {
  const answer = await (early ?? fetch(address, request)).catch((cause: unknown) => {
    if (request.signal?.aborted) throw cause;
    throw new ApiError(0, "The server does not answer", "Is it running? Start it with: backstory serve");
  });
  if (!answer.ok) throw await apiErrorOf(answer);
  return answer;
}

/** What an answer that is no success says. */
export async function apiErrorOf(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  const message = problem.detail ?? problem.title ?? `The server answered ${answer.status}`;
  return new ApiError(answer.status, message, problem.hint ?? "The server's log has the rest.");
}
