import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, statSync, unlinkSync, utimesSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BackstoryError } from "@backstory/model";
import { syncDirectory } from "./wal/segment.ts";

/** Files named by the SHA-256 of their bytes, below one directory. A file that is there is whole and right. */
export interface Blobs {
  /** Keeps the bytes: `hash-mismatch` when they hash to something else, `body-too-large` beyond `maxBytes`. */
  put(sha256: string, bytes: Readable, maxBytes: number): Promise<void>;
  /** How many bytes there are; undefined when there are none of that name. */
  size(sha256: string): Promise<number | undefined>;
  /** The bytes, or those from `start` to `end` inclusive, and how many there are in all; undefined without any. */
  open(
    sha256: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<{ readonly stream: Readable; readonly sizeBytes: number } | undefined>;
  /** Whether there are such bytes, and when so counts them as sent now: a sweep spares what was sent lately. */
  refresh(sha256: string): boolean;
  /** Removes bytes that were last sent before a time; false when there are none, or they were sent later. */
  remove(sha256: string, sentBefore: number): boolean;
  /** The names of all bytes that are kept, in no order. */
  names(): AsyncGenerator<string>;
  /** How many there are, and how much room they take. */
  use(): Promise<{ readonly files: number; readonly bytes: number }>;
}

/** The blobs of a directory. */
export function openBlobs(directory: string): Blobs {
  const arriving = join(directory, "arriving");
  mkdirSync(arriving, { recursive: true });

  async function put(sha256: string, bytes: Readable, maxBytes: number): Promise<void> {
    const path = pathOf(directory, sha256);
    const temporary = join(arriving, randomUUID());
    try {
      await pipeline(bytes, checked(sha256, maxBytes), createWriteStream(temporary, { flags: "wx" }));
      await syncFile(temporary);
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      await syncDirectory(dirname(path));
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async function sizeOf(sha256: string): Promise<number | undefined> {
    return stat(pathOf(directory, sha256)).then(
      ({ size }) => size,
      () => undefined,
    );
  }

  async function* names(): AsyncGenerator<string> {
    for (const folder of await readdir(directory)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await readdir(join(directory, folder))) if (sha256Pattern.test(name)) yield name;
    }
  }

  return {
    put,
    names,
    // These two are done in one turn of the event loop, so that neither sees the other half done.
    refresh(sha256) {
      const now = new Date();
      return succeeds(() => utimesSync(pathOf(directory, sha256), now, now));
    },
    remove(sha256, sentBefore) {
      const path = pathOf(directory, sha256);
      return (
        (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? sentBefore) < sentBefore &&
        succeeds(() => unlinkSync(path))
      );
    },
    async use() {
      let files = 0;
      let bytes = 0;
      for await (const name of names()) {
        files += 1;
        bytes += (await sizeOf(name)) ?? 0;
      }
      return { files, bytes };
    },
    size: sizeOf,
    async open(sha256, range) {
      const sizeBytes = await sizeOf(sha256);
      if (sizeBytes === undefined) return undefined;
      return { stream: createReadStream(pathOf(directory, sha256), range), sizeBytes };
    },
  };
}

const sha256Pattern = /^[0-9a-f]{64}$/;

/** Whether the file that something is done to was there. */
function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function pathOf(directory: string, sha256: string): string {
  if (!sha256Pattern.test(sha256)) throw new BackstoryError("request-invalid", "That is no SHA-256 in hex digits");
  return join(directory, sha256.slice(0, 2), sha256);
}

/** Passes bytes on, and fails when they are too many or, at the end, not the ones that were named. */
function checked(sha256: string, maxBytes: number): Transform {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      if (sizeBytes <= maxBytes) done(null, chunk);
      else done(new BackstoryError("body-too-large", `An attachment may have ${maxBytes} bytes`, { maxBytes }));
    },
    flush(done) {
      const found = hash.digest("hex");
      if (found === sha256) done();
      else done(new BackstoryError("hash-mismatch", `The bytes hash to ${found}`));
    },
  });
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
