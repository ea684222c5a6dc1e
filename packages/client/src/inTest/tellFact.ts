import { appendFileSync, copyFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { mediaTypeOf } from "../recording/mediaTypeOf.ts";
import { type AttachedFile, type CurrentTest, type Fact, type FileToAttach, factsVariable } from "./facts.ts";
import { buildKey, factsFile, newCopy, toldFolder } from "./factsFile.ts";

/** What is told outside tests belongs to the build. */
const build: CurrentTest = { key: buildKey };

/** Tells the recorder a fact, before it returns. Without a recorder nothing happens, and a full disk fails no test. */
export function tellFact(test: CurrentTest = build, fact: Fact): void {
  try {
    if (test.tell !== undefined) test.tell(fact);
    else append(test.key, fact);
  } catch {
    // A test does not fail because of what it tells.
  }
}

/** Attaches a file, as it is now. Without a recorder nothing happens. */
export function tellFile(test: CurrentTest = build, file: FileToAttach): void {
  try {
    if (test.attach !== undefined) test.attach(file);
    else {
      const folder = process.env[factsVariable];
      if (folder !== undefined) append(test.key, attachedFile(folder, file));
    }
  } catch {
    // A test does not fail because of what it tells.
  }
}

/** The file that the words of `attach` mean: bytes under a name, or a file under its own. */
export function fileToAttach(nameOrPath: string, bytes?: Uint8Array | string, mediaType?: string): FileToAttach {
  const name = bytes === undefined ? basename(nameOrPath) : nameOrPath;
  const content = bytes === undefined ? resolve(nameOrPath) : typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  const type = mediaType ?? mediaTypeOf(name);
  return { name, content, ...(type === undefined ? {} : { mediaType: type }) };
}

function append(key: string, fact: Fact): void {
  const folder = process.env[factsVariable];
  if (folder === undefined) return;
  const line = `${JSON.stringify(fact)}\n`;
  try {
    appendFileSync(factsFile(folder, key), line);
  } catch {
    mkdirSync(toldFolder(folder), { recursive: true });
    appendFileSync(factsFile(folder, key), line);
  }
}

function attachedFile(folder: string, { name, content, mediaType }: FileToAttach): AttachedFile {
  const copy = newCopy(folder);
  const about = { fact: "attachment", name, ...(mediaType === undefined ? {} : { mediaType }) } as const;
  mkdirSync(toldFolder(folder), { recursive: true });
  if (typeof content !== "string") {
    writeFileSync(copy, content);
    return { ...about, copy };
  }
  const stat = statSync(content, { throwIfNoEntry: false });
  // The recorder says of a file that is not there that it could not be kept.
  if (stat === undefined) return { ...about, copy: content };
  copyFileSync(content, copy);
  return { ...about, copy, source: { path: content, sizeBytes: stat.size, modifiedMs: stat.mtimeMs } };
}
