import { type FileHandle, open } from "node:fs/promises";

/** A place between two lines of a spool file. */
export interface Position {
  readonly lines: number;
  readonly bytes: number;
}

/** How much one part of a submission may hold; a single longer line goes alone. */
export interface PartLimits {
  readonly lines: number;
  readonly bytes: number;
}

/** Whole lines of a spool file, in the bytes in which they lie there, and the place behind them. */
export interface Part {
  readonly body: Buffer;
  readonly end: Position;
}

const lineFeed = 10;
const chunkBytes = 262_144;
// Most parts are small; a buffer of a whole megabyte for each would cost more than reading it.
const firstBytes = 32_768;

/** The place before the first line. */
export const startOfFile: Position = { lines: 0, bytes: 0 };

/** Reads a spool file in parts of whole lines, also while it is being written. */
export class SpoolReader {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<SpoolReader> {
    return new SpoolReader(await open(path, "r"));
  }

  /** The lines from a position on, as many as the limits let through. Undefined when there is no whole line. */
  async read(from: Position, limits: PartLimits): Promise<Part | undefined> {
    let wanted = Math.min(firstBytes, limits.bytes);
    for (;;) {
      const bytes = await this.#bytesAt(from.bytes, wanted);
      const isAll = bytes.length < wanted;
      const { lines, length } = wholeLines(bytes, limits.lines);
      const isEnough = isAll || lines === limits.lines || wanted >= limits.bytes;
      if (lines > 0 && isEnough) {
        return { body: bytes.subarray(0, length), end: { lines: from.lines + lines, bytes: from.bytes + length } };
      }
      if (isAll) return undefined;
      wanted = lines > 0 ? Math.min(wanted * 4, limits.bytes) : wanted * 4;
    }
  }

  /** The place before a line, counted from 0; the end of the last whole line when there are fewer. */
  async find(line: number, from: Position = startOfFile): Promise<Position> {
    let position = from.lines <= line ? from : startOfFile;
    while (position.lines < line) {
      const part = await this.read(position, { lines: line - position.lines, bytes: chunkBytes });
      if (part === undefined) return position;
      position = part.end;
    }
    return position;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #bytesAt(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(buffer, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}

function wholeLines(bytes: Buffer, most: number): { lines: number; length: number } {
  let lines = 0;
  let length = 0;
  while (lines < most) {
    const next = bytes.indexOf(lineFeed, length);
    if (next === -1) break;
    lines += 1;
    length = next + 1;
  }
  return { lines, length };
}
