import type { Command } from "commander";
import { anything } from "./anything.ts";
import { askServer } from "./askServer.ts";
import { findRun, runForms } from "./findRun.ts";
import { printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

/** `backstory delete <run>` and `backstory restore <run>`: takes a run out of every list and figure, and brings it back. */
export function addDeleteRun(program: Command): void {
  withChangeOptions(program.command("delete"))
    .description("take a run out of every list, history and figure; 'backstory restore' brings it back")
    .argument("<run>", runForms)
    .action(async (words: string, options: ChangeOptions) => {
      const server = serverOf(options);
      const { runId } = await findRun(server, words, {});
      const answer = await askServer(
        server,
        { method: "DELETE", path: `/runs/${runId}`, body: noteOf(options) },
        anything,
      );
      printSentence(answer, options, `${runId} is deleted; 'backstory restore ${runId}' brings it back.`);
    });

  withChangeOptions(program.command("restore"))
    .description("bring a deleted run back")
    .argument("<run>", "the id of the run")
    .action(async (runId: string, options: ChangeOptions) => {
      const ask = { method: "POST", path: `/runs/${encodeURIComponent(runId)}/restore`, body: noteOf(options) };
      const answer = await askServer(serverOf(options), ask, anything);
      printSentence(answer, options, `${runId} is back.`);
    });
}
