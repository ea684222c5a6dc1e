import { BackstoryError } from "@backstory/model";
import { bytesInWords } from "./limits.ts";

/** A line without its newline; `whole` is false for what follows the last newline. */
export interface Line {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

/** The lines of a text that comes in pieces; a line longer than `limit` bytes ends it with `body-too-large`. */
export async function* splitLines(pieces: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line[]> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const piece of pieces) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, start)) {
      checkLength(begunBytes + end - start, limit);
      const rest = piece.subarray(start, end);
      lines.push({ bytes: begun.length === 0 ? rest : Buffer.concat([...begun, rest]), whole: true });
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start < piece.length) {
      begun.push(piece.subarray(start));
      begunBytes += piece.length - start;
      checkLength(begunBytes, limit);
    }
    if (lines.length > 0) yield lines;
  }
  if (begunBytes > 0) yield [{ bytes: Buffer.concat(begun), whole: false }];
}

const newline = 0x0a;

function checkLength(bytes: number, limit: number): void {
  if (bytes > limit) throw new BackstoryError("body-too-large", `A line is more than ${bytesInWords(limit)}.`);
}
