import { constants, createGunzip, gunzipSync } from "node:zlib";
import { BackstoryError } from "@backstory/model";
import { bytesInWords, type PartLimits } from "./limits.ts";
import { turns } from "./turns.ts";

/** How the bytes of a body are packed. */
export type BodyEncoding = "identity" | "gzip";

const turn = turns();

/**
 * The bytes of a body in pieces; before each piece other requests get their turn. A body that is larger than the limit
 * is `body-too-large` before its first piece comes, so that a gzip bomb costs no memory, whatever it says of itself.
 */
export async function* inflate(body: Buffer, encoding: BodyEncoding, limits: PartLimits): AsyncGenerator<Buffer> {
  await turn();
  if (encoding === "identity") {
    yield* slices(body);
    return;
  }
  const small = inflateSmall(body);
  if (small === undefined) {
    // Twice, so that of a bomb not a line is taken; inflating is little work beside checking what comes out.
    for await (const _ of gunzipped(body, limits.inflatedBytes));
    yield* gunzipped(body, limits.inflatedBytes);
  } else yield* slices(small);
}

const sliceBytes = 262_144;

async function* slices(body: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < body.length; start += sliceBytes) {
    if (start > 0) await turn();
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

async function* gunzipped(body: Buffer, limit: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  gunzip.end(body);
  let inflated = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      inflated += piece.length;
      if (inflated > limit) throw tooLarge(limit);
      await turn();
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
