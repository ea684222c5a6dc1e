import { type FileHandle, mkdir, open, readdir, readFile, rm, truncate } from "node:fs/promises";
import { basename, join } from "node:path";
import { type PartHeader, readFrames } from "./frame.ts";

/** One file of the write-ahead log: whole appends, one after another. */
export interface Segment {
  readonly number: number;
  readonly path: string;
  /** How many bytes of the file are whole, acknowledged appends. */
  bytes: number;
  readonly headers: PartHeader[];
}

/** An empty segment, created so that its name survives a power cut, and the handle to write to it. */
export async function createSegment(
  directory: string,
  number: number,
): Promise<{ readonly segment: Segment; readonly handle: FileHandle }> {
  const path = join(directory, `${String(number).padStart(12, "0")}.ndjson`);
  const handle = await open(path, "wx");
  await syncDirectory(directory);
  return { segment: { number, path, bytes: 0, headers: [] }, handle };
}

/**
 * The segments that a process before this one left behind, oldest first. Bytes behind the last whole append are of a
 * write that was never acknowledged: they are cut off.
 */
export async function leftoverSegments(directory: string): Promise<Segment[]> {
  await mkdir(directory, { recursive: true });
  const names = (await readdir(directory)).filter((name) => /^\d{12}\.ndjson$/.test(name)).sort();
  const segments: Segment[] = [];
  for (const name of names) {
    const segment = await readSegment(join(directory, name));
    if (segment.bytes === 0) await rm(segment.path);
    else segments.push(segment);
  }
  return segments;
}

async function readSegment(path: string): Promise<Segment> {
  const content = await readFile(path);
  const { frames, wholeBytes } = readFrames(content);
  if (wholeBytes < content.length) await truncate(path, wholeBytes);
  const headers = frames.map(({ header }) => header);
  return { number: Number.parseInt(basename(path), 10), path, bytes: wholeBytes, headers };
}

/** Keeps a line that the engine refused, for ever, and answers in which file. */
export async function keepRefused(directory: string, line: string): Promise<string> {
  const folder = join(directory, "refused");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${new Date().toISOString().slice(0, 10)}.ndjson`);
  const handle = await open(path, "a");
  try {
    await handle.appendFile(`${line}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await syncDirectory(folder);
  return path;
}

/** Makes the names in a directory survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
