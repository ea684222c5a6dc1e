import { createHash } from "node:crypto";
import { newSubmissionId } from "@backstory/model";

/** An upload as its id is derived from it. */
export interface Upload {
  /** The bytes of the body, which name its target. */
  readonly body: Buffer;
  /** When its first case began; undefined when no case says. */
  readonly firstAt: number | undefined;
  readonly receivedAt: number;
}

const dayMs = 86_400_000;
const retryMs = 10 * 60_000;

/**
 * The id under which an upload is kept: the one that it has already, when the same bytes came before, else a new one.
 *
 * Clients send an upload again when the answer got lost, and must not count twice; but the same results at another time
 * are another run. Bytes that say when their cases ran, within the last day, can only be the same execution: their id is
 * made of that time. Other bytes are the same upload for 10 minutes, and up to 20.
 */
export async function uploadId(upload: Upload, isKnown: (submissionId: string) => Promise<boolean>): Promise<string> {
  const { firstAt, receivedAt } = upload;
  if (firstAt !== undefined && Math.abs(receivedAt - firstAt) < dayMs) return idAt(firstAt, upload.body);
  const bucket = receivedAt - (receivedAt % retryMs);
  const before = idAt(bucket - retryMs, upload.body);
  return (await isKnown(before)) ? before : idAt(bucket, upload.body);
}

function idAt(time: number, body: Buffer): string {
  return newSubmissionId(time, createHash("sha256").update(body).update(String(time)).digest().subarray(0, 10));
}
