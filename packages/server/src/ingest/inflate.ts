import { setImmediate } from "node:timers/promises";
import { constants, createGunzip, gunzipSync } from "node:zlib";
import { BackstoryError } from "@backstory/model";
import { bytesInWords, type PartLimits } from "./limits.ts";

/** How the bytes of a body are packed. */
export type BodyEncoding = "identity" | "gzip";

/**
 * The bytes of a body in pieces, unpacked while they are read; between two pieces other requests get their turn.
 * Stops with `body-too-large` at the piece that passes the limit, so that a gzip bomb costs no memory.
 */
export async function* inflate(body: Buffer, encoding: BodyEncoding, limits: PartLimits): AsyncGenerator<Buffer> {
  if (encoding === "identity") {
    yield* slices(body);
    return;
  }
  // The last four bytes say how long it is inflated (RFC 1952, 2.3.1). They may lie, and so the pieces are counted too.
  if (body.length > 18 && body.readUInt32LE(body.length - 4) > limits.inflatedBytes)
    throw tooLarge(limits.inflatedBytes);
  const small = inflateSmall(body);
  if (small === undefined) yield* inflateLarge(body, limits.inflatedBytes);
  else yield* slices(small);
}

const sliceBytes = 262_144;

async function* slices(body: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < body.length; start += sliceBytes) {
    if (start > 0) await setImmediate();
    yield body.subarray(start, start + sliceBytes);
  }
}

/** Small bodies, which are most, are unpacked at once: a trip to the thread pool costs more than the work. */
function inflateSmall(body: Buffer): Buffer | undefined {
  if (body.length > 65_536) return undefined;
  try {
    return gunzipSync(body, { maxOutputLength: 1_048_576, finishFlush: constants.Z_FINISH });
  } catch (cause) {
    if (codeOf(cause) === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw damaged(cause);
  }
}

async function* inflateLarge(body: Buffer, limit: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  gunzip.end(body);
  let inflated = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      inflated += piece.length;
      if (inflated > limit) throw tooLarge(limit);
      yield piece;
    }
  } catch (cause) {
    throw codeOf(cause)?.startsWith("Z_") ? damaged(cause) : cause;
  } finally {
    gunzip.destroy();
  }
}

function tooLarge(limit: number): BackstoryError {
  return new BackstoryError("body-too-large", `The body is more than ${bytesInWords(limit)} when inflated.`);
}

function damaged(cause: unknown): BackstoryError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new BackstoryError("request-invalid", `The gzip body is damaged: ${why}.`, {}, cause);
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
}
