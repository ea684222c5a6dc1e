import { BackstoryError } from "@backstory/model";
import { bytesInWords } from "./limits.ts";

/** Is given each line without its newline; `whole` is false for what follows the last newline. */
export type TakeLine = (line: Buffer, whole: boolean) => void;

/** Splits what comes in pieces into lines. */
export interface LineSplitter {
  push(piece: Buffer): void;
  /** Gives what follows the last newline, if anything does. */
  end(): void;
}

/** Gives `take` one line after another; a line longer than `limit` bytes is `body-too-large`. */
export function splitLines(limit: number, take: TakeLine): LineSplitter {
  let begun: Buffer[] = [];
  let begunBytes = 0;

  function finish(rest: Buffer): Buffer {
    if (begun.length === 0) return rest;
    const line = Buffer.concat([...begun, rest]);
    begun = [];
    begunBytes = 0;
    return line;
  }

  function checkLength(bytes: number): void {
    if (bytes > limit) throw new BackstoryError("body-too-large", `A line is more than ${bytesInWords(limit)}.`);
  }

  return {
    push(piece) {
      let start = 0;
      for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, start)) {
        checkLength(begunBytes + end - start);
        take(finish(start === end ? empty : piece.subarray(start, end)), true);
        start = end + 1;
      }
      if (start === piece.length) return;
      begun.push(piece.subarray(start));
      begunBytes += piece.length - start;
      checkLength(begunBytes);
    },
    end() {
      if (begunBytes > 0) take(finish(empty), false);
    },
  };
}

const newline = 0x0a;
const empty = Buffer.alloc(0);
