import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { BackstoryError, recordSchema } from "@backstory/model";
import type { Command } from "commander";
import { resolveSettings } from "../settings.ts";
import { exitStatuses } from "./exitStatus.ts";
import { type FlushedFile, flushSentence, flushStatus } from "./flushedFile.ts";
import { flushFile } from "./flushFile.ts";
import { printAnswer } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";
import { servingOnce } from "./servingOnce.ts";

interface ReplayOptions extends ServerOptions {
  readonly dryRun?: boolean;
  readonly keep?: boolean;
}

/** What a file of records holds: how many of which kind, and which lines cannot be read. */
export interface CheckedFile {
  readonly file: string;
  readonly records: Readonly<Record<string, number>>;
  readonly unreadable: readonly { readonly line: number; readonly reason: string }[];
}

/** `backstory replay <file…>`: sends files of records, wherever they lie. What the server has already counts once. */
export function addReplay(program: Command): void {
  withServerOptions(program.command("replay"))
    .description("send files of records, as a CI job kept them; sending one twice changes nothing")
    .argument("<file...>", "files of records, one JSON object a line")
    .option("--dry-run", "only check the files and say what is in them")
    .option("--keep", "keep files that were delivered")
    .action(async (files: string[], options: ReplayOptions) => {
      await (options.dryRun ? check(files, options) : send(files, options));
    });
}

async function check(files: readonly string[], options: ReplayOptions): Promise<void> {
  const checked = await Promise.all(files.map(checkedFile));
  printAnswer({ files: checked }, options.json, () => checked.map(checkSentence).join("\n"));
  if (checked.some(({ unreadable }) => unreadable.length > 0)) process.exitCode = exitStatuses.failure;
}

async function send(files: readonly string[], options: ReplayOptions): Promise<void> {
  const { url, token } = serverOf(options);
  const isGiven = resolveSettings(options).url.value !== undefined;
  const to = {
    url: isGiven ? url : undefined,
    token,
    isKept: options.keep ?? false,
    isServing: servingOnce(),
  };
  const sent: FlushedFile[] = [];
  for (const file of files) sent.push(await readable(file, () => flushFile(file, `${file}.lock`, to)));
  printAnswer({ files: sent }, options.json, () => sent.map(flushSentence).join("\n"));
  process.exitCode = flushStatus(sent);
}

function checkedFile(file: string): Promise<CheckedFile> {
  return readable(file, async () => {
    const records: Record<string, number> = {};
    const unreadable: { line: number; reason: string }[] = [];
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === "") continue;
      const kindOrReason = read(text);
      if ("reason" in kindOrReason) unreadable.push({ line, reason: kindOrReason.reason });
      else records[kindOrReason.kind] = (records[kindOrReason.kind] ?? 0) + 1;
    }
    return { file, records, unreadable };
  });
}

function read(text: string): { kind: string } | { reason: string } {
  try {
    const { data, error } = recordSchema.safeParse(JSON.parse(text));
    if (data !== undefined) return { kind: data.kind };
    const [issue] = error.issues;
    return { reason: `${issue?.path.join(".") || "the line"}: ${issue?.message}` };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function checkSentence({ file, records, unreadable }: CheckedFile): string {
  const counts = Object.entries(records).map(([kind, count]) => `${count} ${kind}`);
  const bad = unreadable.map(({ line, reason }) => `\n  line ${line}: ${reason}`);
  return `${file}: ${counts.join(", ") || "no records"}.${bad.join("")}`;
}

async function readable<Value>(file: string, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EACCES" && code !== "EISDIR") throw error;
    throw new BackstoryError("file-inaccessible", `${file} cannot be read (${code}).`, {}, error);
  }
}
