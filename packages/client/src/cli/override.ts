import { statusSchema } from "@backstory/model";
import { Argument, type Command } from "commander";
import { anything } from "./anything.ts";
import { askServer } from "./askServer.ts";
import { findRun, runForms } from "./findRun.ts";
import { findTest } from "./findTest.ts";
import { printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

/** `backstory override <run> <test> <status>`: says that a result was wrong, and what it is. */
export function addOverride(program: Command): void {
  withChangeOptions(program.command("override"))
    .description("say that the result of a test in a run is wrong, and what it is instead; --undo takes that back")
    .argument("<run>", runForms)
    .argument("<test>", "the id of the test, or a part of its name")
    .addArgument(new Argument("[status]", "what it is").choices(statusSchema.options))
    .option("--undo", "take the correction back")
    .action(
      async (run: string, words: string, status: string | undefined, options: ChangeOptions & { undo?: boolean }) => {
        const server = serverOf(options);
        const { runId, project } = await findRun(server, run, {});
        const testId = await findTest(server, { ...options, words, project });
        if (testId === undefined) return;
        const path = `/runs/${runId}/results/${testId}/override`;
        const ask =
          options.undo || status === undefined
            ? { method: "DELETE", path, body: noteOf(options) }
            : { method: "PUT", path, body: { status, ...noteOf(options) } };
        const answer = await askServer(server, ask, anything);
        const done = ask.method === "PUT" ? `counts as ${status}` : "counts as it was recorded";
        printSentence(answer, options, `In run ${runId} test ${testId} ${done}.`);
      },
    );
}
