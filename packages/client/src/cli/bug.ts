import { type Bug, bugSchema, pageOf } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList, printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

interface BugOptions extends ChangeOptions {
  readonly project?: string;
  readonly title?: string;
  readonly remove?: string;
}

/** `backstory bug <test> [url]`: links a test to a bug of a tracker, or lists its links. */
export function addBug(program: Command): void {
  withChangeOptions(program.command("bug"))
    .description("link a test to a bug in a tracker; without an address it lists the links")
    .argument("<test>", "the id of the test, or a part of its name")
    .argument("[url]", "the address of the bug; tracker and key are read off it")
    .option("--title <words>", "what the bug is called")
    .option("--remove <id>", "take a link back")
    .option("--project <project>", "only look for the test in this project (BACKSTORY_PROJECT)")
    .action(async (words: string, url: string | undefined, options: BugOptions) => {
      const server = serverOf(options);
      const testId = await findTest(server, { ...options, words, project: filtersOf(options)["project"] });
      if (testId === undefined) return;
      const path = `/tests/${testId}/bugs`;
      if (options.remove !== undefined) {
        const ask = { method: "DELETE", path: `${path}/${encodeURIComponent(options.remove)}`, query: noteOf(options) };
        const removed = await askServer(server, ask, bugSchema);
        return printSentence(removed, options, `The link to ${removed.key} is taken back.`);
      }
      if (url !== undefined) {
        const body = { url, title: options.title ?? "", by: noteOf(options).by };
        const bug = await askServer(server, { method: "POST", path, body }, bugSchema);
        return printSentence(bug, options, `Linked to ${bug.key} (${bug.tracker}), as ${bug.bugId}.`);
      }
      const page = await askServer(server, { path }, pageOf(bugSchema));
      return printList(page, options, { items: page.items, columns, empty: "The test is linked to no bug." });
    });
}

const columns: readonly Column<Bug>[] = [
  { title: "LINKED", key: "createdAt", cell: (bug) => moment(bug.createdAt), value: (bug) => bug.createdAt },
  { title: "BY", key: "by", cell: (bug) => bug.by },
  { title: "TRACKER", key: "tracker", cell: (bug) => bug.tracker },
  { title: "KEY", key: "key", cell: (bug) => bug.key },
  { title: "TITLE", key: "title", cell: (bug) => bug.title, isText: true },
  { title: "ADDRESS", key: "url", cell: (bug) => bug.url, isText: true },
  { title: "ID", key: "bugId", cell: (bug) => bug.bugId },
];
