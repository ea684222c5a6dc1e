import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BackstoryError } from "@backstory/model";

/** How much is written at once, at least. */
const enoughBytes = 65_536;

/**
 * Writes a file beside the one of this path, to the disk, and then over it: whoever reads it sees the old content or the
 * new, whole. What goes wrong leaves the file as it was. A link stays a link.
 */
export function replaceFile(path: string, content: Iterable<Uint8Array>): void {
  const target = targetOf(path);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.new`);
  try {
    write(beside, content);
    keepMode(target, beside);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined
      ? error
      : new BackstoryError("file-inaccessible", `${path} cannot be written (${code}).`, {}, error);
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function write(path: string, content: Iterable<Uint8Array>): void {
  const file = openSync(path, "wx");
  try {
    for (const bytes of gathered(content)) {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Small pieces as larger ones: many changes make many. */
function* gathered(content: Iterable<Uint8Array>): Generator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for (const piece of content) {
    pieces.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes < enoughBytes) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    sizeBytes = 0;
  }
  yield Buffer.concat(pieces);
}

function keepMode(from: string, to: string): void {
  const mode = statSync(from, { throwIfNoEntry: false })?.mode;
  if (mode !== undefined) chmodSync(to, mode & 0o7777);
}
