import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { type ByteSource, type ReportFile, readReport, type SoughtCases } from "@backstory/formats";
import { BackstoryError } from "@backstory/model";

const chunkBytes = 262_144;
/** What is read at least when some bytes are asked for: the next ones often are, too. */
const aheadBytes = 16_384;

/**
 * A JUnit XML file: what is in it, and its bytes when they are asked for. Of a file in UTF-16, which is not read byte by
 * byte, the UTF-8 is held.
 */
export class JunitFile implements ByteSource {
  readonly report: ReportFile;
  readonly encoding: string;
  readonly sizeBytes: number;
  readonly #file: number;
  readonly #wide: "le" | "be" | undefined;
  readonly #inUtf8: Buffer | undefined;
  /** The bytes that were read last, and where they stand. */
  #last = { start: 0, bytes: Buffer.alloc(0) };

  /** Opens and reads a file, or what is sought in it. It throws when there is none, or when it is no whole JUnit XML. */
  constructor(path: string, sought?: SoughtCases) {
    this.#file = opened(path);
    try {
      this.#wide = wideOrder(this.#file);
      this.#inUtf8 = this.#wide === undefined ? undefined : inUtf8(readFileSync(path), this.#wide);
      this.sizeBytes = this.#inUtf8?.length ?? fstatSync(this.#file).size;
      this.report = readReport(this.#scan(), sought);
      this.encoding = this.report.encoding;
    } catch (error) {
      this.close();
      throw named(path, error);
    }
  }

  *read(start: number, end: number): Generator<Uint8Array> {
    if (this.#inUtf8 !== undefined) {
      yield this.#inUtf8.subarray(start, end);
      return;
    }
    for (let at = start; at < end; ) {
      const bytes = this.#from(at, end - at);
      if (bytes.length === 0) return;
      yield bytes;
      at += bytes.length;
    }
  }

  /** Bytes from a place on, no more than are asked for. */
  #from(at: number, mostBytes: number): Buffer {
    const { start, bytes } = this.#last;
    if (at < start || at >= start + bytes.length) this.#readAhead(at, mostBytes);
    const from = at - this.#last.start;
    return this.#last.bytes.subarray(from, from + mostBytes);
  }

  #readAhead(start: number, wantedBytes: number): void {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(aheadBytes, wantedBytes)));
    const length = readSync(this.#file, chunk, 0, chunk.length, start);
    this.#last = { start, bytes: chunk.subarray(0, length) };
  }

  /** All bytes, in pieces of which each takes the place of the one before. */
  *#scan(): Generator<Uint8Array> {
    if (this.#inUtf8 !== undefined) {
      yield this.#inUtf8;
      return;
    }
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let at = 0; at < this.sizeBytes; ) {
      const length = readSync(this.#file, chunk, 0, chunk.length, at);
      if (length === 0) return;
      yield chunk.subarray(0, length);
      at += length;
    }
  }

  /** Bytes made of those of this file, in the encoding that it has on the disk. */
  asItWas(bytes: Iterable<Uint8Array>): Iterable<Uint8Array> {
    if (this.#wide === undefined) return bytes;
    const wide = Buffer.from(Buffer.concat([...bytes]).toString("utf8"), "utf16le");
    return [this.#wide === "be" ? wide.swap16() : wide];
  }

  close(): void {
    closeSync(this.#file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw named(path, error);
  }
}

/** Which half of a character comes first, when the file has two bytes a character. */
function wideOrder(file: number): "le" | "be" | undefined {
  const head = Buffer.alloc(2);
  readSync(file, head, 0, 2, 0);
  if (head[0] === 0xff && head[1] === 0xfe) return "le";
  if (head[0] === 0xfe && head[1] === 0xff) return "be";
  if (head[0] === 0x3c && head[1] === 0) return "le";
  return head[0] === 0 && head[1] === 0x3c ? "be" : undefined;
}

function inUtf8(bytes: Buffer, order: "le" | "be"): Buffer {
  if (order === "be") bytes.subarray(0, bytes.length - (bytes.length % 2)).swap16();
  return Buffer.from(bytes.toString("utf16le"));
}

function named(path: string, error: unknown): Error {
  if (error instanceof BackstoryError) {
    return new BackstoryError(error.code, `${path}: ${error.message}`, {}, error);
  }
  const { code } = error as NodeJS.ErrnoException;
  const why = code === "ENOENT" ? "there is no such file" : (code ?? String(error));
  return new BackstoryError("file-inaccessible", `${path} cannot be read: ${why}.`, {}, error);
}
