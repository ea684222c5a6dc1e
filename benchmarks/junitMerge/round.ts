import { closeSync, openSync, readSync, statSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { mergeJunitFiles } from "../../packages/client/src/cli/mergeJunitFiles.ts";
import { scanTags } from "../../packages/formats/src/junit/merge/scanTags.ts";
import { attributesIn, nameIn } from "../../packages/formats/src/junit/merge/tagText.ts";

/** What one process did with a report, the memory that it took beyond what it had before, and how long it took. */
export interface Round {
  readonly ms: number;
  readonly overIdleBytes: number;
  /** How many cases were found, or healed. */
  readonly cases: number;
  readonly writtenBytes: number;
}

/**
 * `tags` finds the tags of a report, `scan` reads its cases too, `merge` edits one of them, and `whole` puts the results of
 * a rerun of all of them into it.
 */
export type RoundKind = "tags" | "scan" | "merge" | "whole";

const [kind, first = "", rerun = "", into = ""] = process.argv.slice(2);
const idleBytes = process.memoryUsage.rss();
const began = performance.now();
const isMerge = kind === "merge" || kind === "whole";
const cases = isMerge
  ? mergeJunitFiles(first, [rerun], { into, all: kind === "whole" }).healed.length
  : scanned(kind === "scan");
const ms = performance.now() - began;
const overIdleBytes = process.resourceUsage().maxRSS * 1_024 - idleBytes;
const writtenBytes = isMerge ? statSync(into).size : 0;
process.send?.({ ms, overIdleBytes, cases, writtenBytes } satisfies Round);

function scanned(isRead: boolean): number {
  let found = 0;
  const decoder = new TextDecoder();
  scanTags(chunksOf(first), {
    open({ bytes }) {
      if (!isRead) return;
      const tag = decoder.decode(bytes);
      if (nameIn(tag) === "testcase" && attributesIn(tag)["name"] !== undefined) found += 1;
    },
    close() {},
  });
  return found;
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  const chunk = Buffer.allocUnsafe(262_144);
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) yield chunk.subarray(0, length);
  closeSync(file);
}
