import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Destination } from "./destination.ts";
import { request } from "./request.ts";
import { retryAfterMs } from "./retryAfter.ts";
import { networkFailure } from "./words.ts";

/** How the server answered a file. `dropped`: it will never take this one; `refused`: it takes none from us. */
export type FileOutcome =
  | { readonly kind: "taken" }
  | { readonly kind: "later"; readonly reason: string; readonly afterMs?: number; readonly reached: boolean }
  | { readonly kind: "dropped" | "refused"; readonly reason: string };

/** Sends a file that is named by its SHA-256, once. It does not throw: what went wrong is its answer. */
export async function putFile(destination: Destination, path: string, signal: AbortSignal): Promise<FileOutcome> {
  const sha256 = basename(path);
  try {
    const { status, headers } = await request(
      destination,
      {
        method: "PUT",
        path: `/api/v1/attachments/${sha256}`,
        headers: { "content-type": "application/octet-stream" },
        body: await readFile(path),
      },
      signal,
    );
    const reason = `HTTP ${status} for attachment ${sha256.slice(0, 12)}`;
    if (status >= 200 && status < 300) return { kind: "taken" };
    if (status === 408 || status === 429 || status >= 500) {
      const afterMs = retryAfterMs(headers["retry-after"]);
      return { kind: "later", reason, reached: true, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    return { kind: status === 413 || status === 415 || status === 422 ? "dropped" : "refused", reason };
  } catch (error) {
    return { kind: "later", reason: networkFailure(error), reached: false };
  }
}
