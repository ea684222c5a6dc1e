import { type Comment, commentSchema, pageOf } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList, printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

interface CommentOptions extends ChangeOptions {
  readonly project?: string;
  readonly remove?: string;
}

/** `backstory comment <test> [words]`: says something about a test, or lists what was said. */
export function addComment(program: Command): void {
  withChangeOptions(program.command("comment"))
    .description("say something about a test, for all its runs; without words it lists what was said")
    .argument("<test>", "the id of the test, or a part of its name")
    .argument("[words]", "what to say")
    .option("--remove <id>", "take a comment back")
    .option("--project <project>", "only look for the test in this project (BACKSTORY_PROJECT)")
    .action(async (test: string, text: string | undefined, options: CommentOptions) => {
      const server = serverOf(options);
      const testId = await findTest(server, { ...options, words: test, project: filtersOf(options)["project"] });
      if (testId === undefined) return;
      const path = `/tests/${testId}/comments`;
      if (options.remove !== undefined) {
        const ask = { method: "DELETE", path: `${path}/${encodeURIComponent(options.remove)}`, query: noteOf(options) };
        const removed = await askServer(server, ask, commentSchema);
        return printSentence(removed, options, `Comment ${removed.commentId} is taken back.`);
      }
      if (text !== undefined) {
        const said = await askServer(
          server,
          { method: "POST", path, body: { text, by: noteOf(options).by } },
          commentSchema,
        );
        return printSentence(said, options, `Said, as comment ${said.commentId}.`);
      }
      const page = await askServer(server, { path }, pageOf(commentSchema));
      return printList(page, options, { items: page.items, columns, empty: "Nothing was said about the test." });
    });
}

const columns: readonly Column<Comment>[] = [
  { title: "SAID", key: "createdAt", cell: (item) => moment(item.createdAt), value: (item) => item.createdAt },
  { title: "BY", key: "by", cell: (item) => item.by },
  { title: "COMMENT", key: "text", cell: (item) => item.text, isText: true },
  { title: "ID", key: "commentId", cell: (item) => item.commentId },
];
