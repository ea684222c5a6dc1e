import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { PartAnswer } from "@backstory/model";
import type { Part, Position } from "../spool/spoolReader.ts";
import type { Destination } from "./destination.ts";
import { type Answer, request } from "./request.ts";
import { retryAfterMs } from "./retryAfter.ts";
import { networkFailure } from "./words.ts";

/** A line that the server did not take, by its number from 1. */
export type RefusedLine = PartAnswer["refused"][number];

/** How the server answered a part. `reason` completes the sentence "the records could not be sent: …". */
export type PartOutcome =
  | { readonly kind: "taken"; readonly nextOffset: number; readonly refused: readonly RefusedLine[] }
  | { readonly kind: "gap"; readonly expectedOffset: number }
  | { readonly kind: "too-large"; readonly reason: string }
  | { readonly kind: "later"; readonly reason: string; readonly afterMs?: number; readonly reached: boolean }
  | { readonly kind: "refused"; readonly reason: string };

const compress = promisify(gzip);

/** Sends lines of a submission once. It does not throw: what went wrong is its answer. */
export async function postPart(
  destination: Destination,
  { submissionId, from, part, signal }: { submissionId: string; from: Position; part: Part; signal: AbortSignal },
): Promise<PartOutcome> {
  try {
    const answer = await request(
      destination,
      {
        method: "POST",
        path: `/api/v1/submissions/${submissionId}/records`,
        query: `offset=${from.lines}`,
        headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
        // Level 1: a fifth of the time of the default for a few bytes more.
        body: await compress(part.body, { level: 1 }),
      },
      signal,
    );
    return outcomeOf(answer);
  } catch (error) {
    return { kind: "later", reason: networkFailure(error), reached: false };
  }
}

function outcomeOf(answer: Answer): PartOutcome {
  const body = parsed(answer.body);
  if (answer.status === 200) return taken(body);
  const reason = sentenceOf(answer.status, body);
  if (answer.status === 409 && isOffset(body["expectedOffset"])) {
    return { kind: "gap", expectedOffset: body["expectedOffset"] };
  }
  if (answer.status === 413) return { kind: "too-large", reason };
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) {
    const afterMs = retryAfterMs(answer.headers["retry-after"]);
    return { kind: "later", reason, reached: true, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  const location = answer.headers.location;
  return { kind: "refused", reason: location === undefined ? reason : `it has moved to ${location}` };
}

function taken(body: Record<string, unknown>): PartOutcome {
  if (!isOffset(body["nextOffset"])) return { kind: "refused", reason: "it does not answer as Backstory does" };
  const refused = Array.isArray(body["refused"]) ? (body["refused"] as RefusedLine[]) : [];
  return { kind: "taken", nextOffset: body["nextOffset"], refused };
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function sentenceOf(status: number, problem: Record<string, unknown>): string {
  const words = [problem["title"], problem["detail"]].filter((word) => typeof word === "string" && word !== "");
  return words.length === 0 ? `HTTP ${status}` : `HTTP ${status}, ${words.join(": ")}`;
}
