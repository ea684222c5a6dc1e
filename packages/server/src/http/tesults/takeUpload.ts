import { readTesults } from "@backstory/formats";
import { BackstoryError, type PartAnswer, type ResultToWrite } from "@backstory/model";
import type { HeldBytes } from "../../ingest/byteBudget.ts";
import type { Services } from "../environment.ts";
import { takePart } from "../takePart.ts";
import { uploadId } from "./uploadId.ts";
import { type ReadUpload, uploadLines } from "./uploadLines.ts";

/** What became of an upload. `files` is how many files its cases name. */
export interface TakenUpload extends PartAnswer {
  readonly files: number;
  readonly isRepeated: boolean;
}

/** Keeps an upload of the target whose token stands in it: through the same way in, and as durably, as records. */
export async function takeUpload(
  services: Services,
  { body, held }: { readonly body: Buffer; readonly held: HeldBytes },
): Promise<TakenUpload> {
  const payload = parse(body);
  const scope = await services.scopes.of(`Bearer ${tokenOf(payload)}`);
  const now = services.now();
  const upload = readUpload(payload, now.toISOString());
  const firstAt = upload.facts.startedAt === now.toISOString() ? undefined : Date.parse(upload.facts.startedAt);
  const isKnown = async (id: string): Promise<boolean> => (await services.store.position(id)) !== undefined;
  const submissionId = await uploadId({ body, firstAt, receivedAt: now.getTime() }, isKnown);
  const isRepeated = await isKnown(submissionId);
  const lines = uploadLines(upload, submissionId);
  held.take(lines.length);
  const taken = await takePart(services, { submissionId, offset: 0, body: lines, encoding: "identity", scope, held });
  return { ...taken, files: upload.facts.files, isRepeated };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BackstoryError("request-invalid", `The body is no JSON: ${why}.`, {}, cause);
  }
}

/** The token in the body; a body without one is refused as a request without a token is elsewhere. */
function tokenOf(payload: unknown): string {
  const target = typeof payload === "object" && payload !== null && "target" in payload ? payload.target : undefined;
  if (typeof target === "string" && /^\S{1,500}$/.test(target)) return target;
  throw new BackstoryError("token-missing", "The body has no 'target', which is the token of a target.");
}

function readUpload(payload: unknown, startedAt: string): ReadUpload {
  const results: ResultToWrite[] = [];
  const facts = readTesults(payload, { startedAt, take: (result) => void results.push(result) });
  const [first] = facts.skipped;
  if (first !== undefined) throw new BackstoryError("request-invalid", `'results.cases[${first}]' is no object.`);
  return { facts, results };
}
