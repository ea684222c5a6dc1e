import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type KeptFile, keepFile, removeSpoolFile } from "./keptFiles.ts";
import { releaseLock, takeLock } from "./spoolLock.ts";

/**
 * The file that one submission is written to, a line at a time, before anything is sent. What `append` returned from
 * survives the death of this process. While it is open a lock file beside it tells others to leave it alone.
 */
export class Spool {
  readonly path: string;
  /** The paths of the attachments that wait beside the file; who delivers one takes it out. */
  readonly files = new Set<string>();
  readonly #lockPath: string;
  readonly #file: number;
  #lines = 0;
  #bytes = 0;

  /** Creates the file. It throws when the directory cannot be written, or when the file is there already. */
  constructor(directory: string, submissionId: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.path = join(directory, `${submissionId}.ndjson`);
    this.#lockPath = join(directory, `${submissionId}.lock`);
    takeLock(this.#lockPath);
    try {
      this.#file = openSync(this.path, "ax", 0o600);
    } catch (error) {
      releaseLock(this.#lockPath);
      throw error;
    }
  }

  /** How many lines the file holds. */
  get lines(): number {
    return this.#lines;
  }

  /** How many bytes the file holds. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds one line, given without its line feed. On a full disk it throws and leaves the lines before it whole. */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      let written = writeSync(this.#file, bytes);
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      this.#cutPartialLine();
      throw error;
    }
    this.#lines += 1;
    this.#bytes += bytes.length;
  }

  /** Copies an attachment, given as bytes or as a path, beside the file. It throws when it is too large, or on a full disk. */
  keep(content: Uint8Array | string): KeptFile {
    const file = keepFile(this.path, content);
    this.files.add(file.path);
    return file;
  }

  /** Closes the file and keeps it for a later `backstory flush`. */
  close(): void {
    closeSync(this.#file);
    releaseLock(this.#lockPath);
  }

  /** Closes the file and deletes it: everything in it has been delivered. */
  remove(): void {
    closeSync(this.#file);
    removeSpoolFile(this.path);
    releaseLock(this.#lockPath);
  }

  #cutPartialLine(): void {
    try {
      ftruncateSync(this.#file, this.#bytes);
    } catch {
      // The reader ignores a last line without a line feed.
    }
  }
}
