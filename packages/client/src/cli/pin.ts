import { runSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findRun, runForms } from "./findRun.ts";
import { printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

/** `backstory pin <run>`: keeps a run, however old it becomes. */
export function addPin(program: Command): void {
  withChangeOptions(program.command("pin"))
    .description("keep a run, however old it becomes; --undo lets it go")
    .argument("<run>", runForms)
    .option("--undo", "let it go again")
    .action(async (words: string, options: ChangeOptions & { undo?: boolean }) => {
      const server = serverOf(options);
      const { runId } = await findRun(server, words, {});
      const method = options.undo ? "DELETE" : "PUT";
      const run = await askServer(server, { method, path: `/runs/${runId}/pin`, body: noteOf(options) }, runSchema);
      printSentence(run, options, `${runId} is ${options.undo ? "no longer pinned" : "pinned"}.`);
    });
}
