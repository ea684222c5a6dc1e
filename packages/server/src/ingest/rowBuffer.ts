import { BackstoryError } from "@backstory/model";
import type { HeldBytes } from "./byteBudget.ts";
import { bytesInWords } from "./limits.ts";

/** Rows that are gathered as text and kept as bytes. */
export interface RowBuffer {
  add(row: string): void;
  /** All rows, each ended by a newline. */
  bytes(): Buffer;
}

const chunkLength = 1_048_576;

/** Gathers rows up to `limit` bytes; more is `body-too-large`. What it holds is counted in `held`. */
export function rowBuffer(limit: number, held: HeldBytes): RowBuffer {
  const chunks: Buffer[] = [];
  let pending = "";
  let length = 0;

  function flush(): void {
    const chunk = Buffer.from(pending);
    pending = "";
    length += chunk.length;
    if (length > limit) {
      throw new BackstoryError("body-too-large", `The lines become more than ${bytesInWords(limit)} of rows.`);
    }
    held.take(chunk.length);
    chunks.push(chunk);
  }

  return {
    add(row) {
      pending += `${row}\n`;
      if (pending.length > chunkLength) flush();
    },
    bytes() {
      if (pending !== "") flush();
      return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
    },
  };
}
