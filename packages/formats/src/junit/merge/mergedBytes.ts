import type { Edit } from "./edits.ts";
import { recoded } from "./encoded.ts";

/** The bytes of a report, wherever they are. */
export interface ByteSource {
  readonly encoding: string;
  readonly sizeBytes: number;
  /** The bytes between two places, in pieces. */
  read(start: number, end: number): Iterable<Uint8Array>;
}

/** The bytes of a report with its changes, in pieces, of which none is larger than what one change puts in. */
export function* mergedBytes(
  first: ByteSource,
  reruns: readonly ByteSource[],
  edits: readonly Edit[],
): Generator<Uint8Array> {
  let done = 0;
  for (const { start, end, pieces } of edits) {
    if (start > done) yield* first.read(done, start);
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) {
        yield piece;
        continue;
      }
      const source = reruns[piece.report];
      if (source !== undefined) yield* foreignBytes(source, piece, first.encoding);
    }
    done = Math.max(done, end);
  }
  if (done < first.sizeBytes) yield* first.read(done, first.sizeBytes);
}

function* foreignBytes(source: ByteSource, { start, end }: { start: number; end: number }, encoding: string) {
  if (source.encoding === encoding) yield* source.read(start, end);
  else {
    const parts = [...source.read(start, end)];
    const whole = new Uint8Array(end - start);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    yield recoded(whole, source.encoding, encoding);
  }
}
