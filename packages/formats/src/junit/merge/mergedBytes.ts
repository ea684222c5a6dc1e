import type { ChangedTag, Edit, ForeignBytes } from "./edits.ts";
import { bytesOf, byteText, recoded } from "./encoded.ts";
import { withAttribute } from "./tagText.ts";

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
      if (piece instanceof Uint8Array) yield piece;
      else if ("values" in piece) yield changedTag(wholeOf(first, { start, end }), piece);
      else yield* foreignBytes(reruns, piece, first.encoding);
    }
    done = Math.max(done, end);
  }
  if (done < first.sizeBytes) yield* first.read(done, first.sizeBytes);
}

function changedTag(tag: Uint8Array, { values, isOpened }: ChangedTag): Uint8Array {
  let text = byteText(tag);
  for (const [name, value] of values) text = withAttribute(text, name, value);
  return bytesOf(isOpened ? text.replace(/\s*\/>$/, ">") : text);
}

function* foreignBytes(reruns: readonly ByteSource[], bytes: ForeignBytes, encoding: string): Generator<Uint8Array> {
  const source = reruns[bytes.report];
  if (source === undefined) return;
  if (source.encoding === encoding) yield* source.read(bytes.start, bytes.end);
  else yield recoded(wholeOf(source, bytes), source.encoding, encoding);
}

function wholeOf(source: ByteSource, { start, end }: { readonly start: number; readonly end: number }): Uint8Array {
  const whole = new Uint8Array(end - start);
  let at = 0;
  for (const part of source.read(start, end)) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
