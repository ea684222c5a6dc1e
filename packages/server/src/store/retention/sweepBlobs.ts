import type { Blobs } from "../blobs.ts";
import type { Connection } from "../connection.ts";

/** What a sweep is told. */
export interface Sweep {
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
}

const dayMs = 86_400_000;
const atOnce = 5_000;

/**
 * Removes the attachments that no run refers to any more, and answers how many. One that was sent within the last day
 * stays: the record that refers to it may be on its way.
 */
export async function sweepBlobs(connection: Connection, blobs: Blobs, { now, signal }: Sweep): Promise<number> {
  let removed = 0;
  let names: string[] = [];
  const sweep = async (): Promise<void> => {
    const rows = await connection.query<{ sha256: string }>(
      "SELECT DISTINCT toString(sha256) AS sha256 FROM attachments WHERE sha256 IN {names:Array(String)}",
      { names },
    );
    const needed = new Set(rows.map(({ sha256 }) => sha256));
    for (const name of names) if (!needed.has(name) && blobs.remove(name, now - dayMs)) removed += 1;
    names = [];
  };
  for await (const name of blobs.names()) {
    if (signal?.aborted) return removed;
    names.push(name);
    if (names.length >= atOnce) await sweep();
  }
  if (names.length > 0) await sweep();
  return removed;
}
