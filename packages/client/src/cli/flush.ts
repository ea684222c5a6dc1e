import type { Command } from "commander";
import { type RecorderOptions, resolveSettings } from "../settings.ts";
import { spoolFiles } from "../spool/spoolFiles.ts";
import { type FlushedFile, flushSentence, flushStatus } from "./flushedFile.ts";
import { flushFile } from "./flushFile.ts";
import { printAnswer } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";
import { servingOnce } from "./servingOnce.ts";

interface FlushOptions extends ServerOptions, Pick<RecorderOptions, "spool"> {}

/** `backstory flush`: sends what recorders could not send, each record exactly once. */
export function addFlush(program: Command): void {
  withServerOptions(program.command("flush"))
    .description("send every spool file that no living process is writing, and delete what was delivered")
    .option("--spool <directory>", "where the files lie (BACKSTORY_SPOOL)")
    .action(async (options: FlushOptions) => {
      const settings = resolveSettings(options);
      const directory = settings.spool.value as string;
      const { url, token } = serverOf(options);
      const isGiven = settings.url.value !== undefined;
      const to = { url: isGiven ? url : undefined, token, isKept: false, isServing: servingOnce() };
      const all = spoolFiles(directory);
      const files: FlushedFile[] = [];
      for (const { path, lockPath, isBeingWritten } of all) {
        if (!isBeingWritten) files.push(await flushFile(path, lockPath, to));
      }
      const skipped = all.length - files.length;
      printAnswer({ directory, files, beingWritten: skipped }, options.json, () => inWords(directory, files, skipped));
      process.exitCode = flushStatus(files);
    });
}

function inWords(directory: string, files: readonly FlushedFile[], skipped: number): string {
  const lines = files.map(flushSentence);
  if (lines.length === 0) lines.push(`Nothing waits in ${directory}.`);
  if (skipped > 0) lines.push(`${skipped} more ${skipped === 1 ? "is" : "are"} being written by running recorders.`);
  return lines.join("\n");
}
