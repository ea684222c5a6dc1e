import { BackstoryError, type Problem } from "@backstory/model";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "pino";
import { EngineError } from "../store/connection.ts";
import type { AppEnvironment } from "./environment.ts";

/** Answers an error as a problem document with the id of the request. What was not foreseen is logged and told as `internal`. */
export function answerProblem(thrown: unknown, context: Context<AppEnvironment>, logger: Logger): Response {
  const error = asBackstoryError(thrown);
  const requestId = context.get("requestId");
  const problem: Problem = { ...error.toProblem(), requestId };
  // A full backlog is told to each of many senders, who come again: no line each at the usual level.
  const level = error.code === "backlog-full" ? "info" : "error";
  if (problem.status >= 500) logger[level]({ requestId, code: error.code, err: error.cause ?? error }, error.message);
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...retryAfter(error),
    ...(error.code === "token-missing" || error.code === "token-unknown" ? { "WWW-Authenticate": "Bearer" } : {}),
  });
}

/** Answers a request that is not even understood as one: an impossible Host header or address. */
export function answerUnreadable(thrown: unknown): Response {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const problem = new BackstoryError("request-invalid", `The request cannot be read: ${why}.`).toProblem();
  const headers = { "Content-Type": "application/problem+json", "X-Content-Type-Options": "nosniff" };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** The error of an address that nothing answers. */
export function noSuchAddress(context: Context<AppEnvironment>): BackstoryError {
  return new BackstoryError("not-found", `Nothing answers ${context.req.method} ${context.req.path}.`);
}

function asBackstoryError(thrown: unknown): BackstoryError {
  if (thrown instanceof BackstoryError) return thrown;
  if (thrown instanceof EngineError && thrown.clickhouseCode === 0) {
    return new BackstoryError("store-unavailable", "The engine cannot be reached.", {}, thrown);
  }
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new BackstoryError("request-invalid", thrown.message || "The request cannot be understood.", {}, thrown);
  }
  return new BackstoryError("internal", "The server met something that it did not foresee.", {}, thrown);
}

function retryAfter(error: BackstoryError): Record<string, string> {
  if (error.toProblem().status !== 503) return {};
  return { "Retry-After": String(error.facts["retryAfterSeconds"] ?? 1) };
}
