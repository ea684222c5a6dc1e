import { BackstoryError, type PartAnswer } from "@backstory/model";
import type { HeldBytes } from "./byteBudget.ts";
import { type BodyEncoding, inflate } from "./inflate.ts";
import { type Owner, type RowWriter, rowWriter } from "./ingestRow.ts";
import type { PartLimits } from "./limits.ts";
import { type ReadLine, readRecord } from "./readRecord.ts";
import { type RowBuffer, rowBuffer } from "./rowBuffer.ts";
import { scanResult } from "./scanResult.ts";
import { splitLines } from "./splitLines.ts";

/** A part of a submission as it came. `skip` is how many of its first lines are kept already. */
export interface ArrivedPart {
  readonly body: Buffer;
  readonly encoding: BodyEncoding;
  readonly offset: number;
  readonly skip: number;
  readonly held: HeldBytes;
}

/** Says whose a part is, given its first line when the part begins its submission; throws when that line will not do. */
export type OwnerOf = (first: ReadLine | undefined) => Owner;

/** What a part is found to be: how many lines it has, what became of those that are new, and their rows as NDJSON. */
export interface CheckedPart {
  readonly owner: Owner | undefined;
  readonly lines: number;
  readonly accepted: number;
  readonly refused: PartAnswer["refused"];
  readonly ended: boolean;
  readonly rows: Buffer;
}

/** How many refused lines one answer lists; all of them are kept, whatever their number. */
export const maxRefusedInAnswer = 1_000;

/** Checks a part line by line and makes its rows. A line that will not do is refused by its number; the rest lands. */
export async function checkPart(part: ArrivedPart, limits: PartLimits, ownerOf: OwnerOf): Promise<CheckedPart> {
  const checker = new PartChecker(part, limits, ownerOf);
  const splitter = splitLines(limits.lineBytes, (line, whole) => checker.take(line, whole));
  for await (const piece of inflate(part.body, part.encoding, limits)) splitter.push(piece);
  splitter.end();
  return checker.checked();
}

class PartChecker {
  readonly #part: ArrivedPart;
  readonly #rows: RowBuffer;
  readonly #ownerOf: OwnerOf;
  readonly #maxLines: number;
  #owner: Owner | undefined;
  #writer: RowWriter | undefined;
  #lines = 0;
  #accepted = 0;
  #ended = false;
  readonly #refused: PartAnswer["refused"] = [];

  constructor(part: ArrivedPart, limits: PartLimits, ownerOf: OwnerOf) {
    this.#part = part;
    this.#maxLines = limits.lines;
    this.#rows = rowBuffer(limits.rowBytes, part.held);
    this.#ownerOf = ownerOf;
  }

  take(line: Buffer, whole: boolean): void {
    const recordIndex = this.#part.offset + this.#lines;
    this.#lines++;
    if (this.#lines > this.#maxLines) throw tooManyLines(this.#maxLines);
    if (this.#lines <= this.#part.skip) return;
    const scanned = whole && recordIndex > 0 ? scanResult(line) : undefined;
    if (scanned === undefined) this.#read(line, whole, recordIndex);
    else this.#accept(this.#writerFor(undefined).scanned(scanned, recordIndex));
  }

  checked(): CheckedPart {
    return {
      owner: this.#owner,
      lines: this.#lines,
      accepted: this.#accepted,
      refused: this.#refused,
      ended: this.#ended,
      rows: this.#rows.bytes(),
    };
  }

  #read(line: Buffer, whole: boolean, recordIndex: number): void {
    const read = readInPlace(line, whole, recordIndex);
    const writer = this.#writerFor(recordIndex === 0 ? read : undefined);
    if (read === blank) return;
    if ("reason" in read) this.#refuse(line, read.reason, recordIndex);
    else {
      this.#accept(writer.record(read, recordIndex));
      if (read.kind === "end") this.#ended = true;
    }
  }

  #accept(row: string): void {
    this.#rows.add(row);
    this.#accepted++;
  }

  #writerFor(first: ReadLine | undefined): RowWriter {
    if (this.#writer === undefined) {
      this.#owner = this.#ownerOf(first);
      this.#writer = rowWriter(this.#owner);
    }
    return this.#writer;
  }

  #refuse(bytes: Buffer, reason: string, recordIndex: number): void {
    this.#rows.add((this.#writer as RowWriter).refused(bytes, reason, recordIndex));
    if (this.#refused.length < maxRefusedInAnswer) this.#refused.push({ line: recordIndex + 1, reason });
  }
}

const blank = { reason: "it is empty" };

function readInPlace(line: Buffer, whole: boolean, recordIndex: number): ReadLine {
  if (isBlank(line)) return blank;
  if (!whole) return { reason: "it does not end with a newline" };
  const read = readRecord(line);
  if ("reason" in read || read.kind !== "submission" || recordIndex === 0) return read;
  return { reason: "a submission record stands on the first line only" };
}

function isBlank(line: Buffer): boolean {
  return line.length === 0 || (line.length < 16 && line.toString("latin1").trim() === "");
}

function tooManyLines(limit: number): BackstoryError {
  return new BackstoryError("body-too-large", `The part has more than ${limit} lines.`);
}
