import { appendFileSync, closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import type { LaterRecord } from "../recorder.ts";
import type { Sink } from "./sink.ts";

/** A line of a journal. */
export type Entry =
  | { readonly began: ResultToWrite }
  | { readonly result: ResultToWrite }
  | { readonly record: LaterRecord };

const beginning = "mocha-";

/**
 * A worker's side of the way to the process that records: one line at once for each thing. Mocha itself hands over what
 * happened in a file when that is over, and nothing when the worker dies.
 */
export class JournalWriter implements Sink {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, `${beginning}${process.pid}.ndjson`);
  }

  began(result: ResultToWrite): void {
    this.#write({ began: result });
  }

  result(result: ResultToWrite): void {
    this.#write({ result });
  }

  record(record: LaterRecord): void {
    this.#write({ record });
  }

  #write(entry: Entry): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}

/** The other side: what the workers wrote since the last time. */
export class JournalReader {
  readonly #folder: string;
  readonly #done = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  *read(): Generator<Entry> {
    for (const name of readdirSync(this.#folder)) if (name.startsWith(beginning)) yield* this.#readFile(name);
  }

  *#readFile(name: string): Generator<Entry> {
    const done = this.#done.get(name) ?? 0;
    const bytes = bytesFrom(join(this.#folder, name), done);
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    this.#done.set(name, done + whole.length);
    for (const line of whole.toString().split("\n")) if (line !== "") yield JSON.parse(line) as Entry;
  }
}

function bytesFrom(path: string, start: number): Buffer {
  const file = openSync(path, "r");
  try {
    const parts: Buffer[] = [];
    for (let at = start; ; ) {
      const part = Buffer.alloc(65_536);
      const length = readSync(file, part, 0, part.length, at);
      if (length === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, length));
      at += length;
    }
  } finally {
    closeSync(file);
  }
}
