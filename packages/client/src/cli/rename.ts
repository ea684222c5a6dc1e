import { pageOf, type Rename, renameSchema, renameStateSchema } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { moment, percent } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList, printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

const decisions = {
  accept: { state: "accepted", description: "accept a suggested rename: the two histories are one from then on" },
  refuse: { state: "refused", description: "refuse a suggested rename: the two tests stay two" },
  undo: { state: "undone", description: "undo an accepted rename: each name has its own history again" },
} as const;

/** `backstory rename list|accept|refuse|undo|add`: which tests are one test under another name. */
export function addRename(program: Command): void {
  const rename = program.command("rename").description("list, accept, refuse, undo and state renames of tests");
  addList(rename);
  for (const [decision, { state, description }] of Object.entries(decisions)) {
    withChangeOptions(rename.command(decision))
      .description(description)
      .argument("<id>", "the id of the rename")
      .action(async (id: string, options: ChangeOptions) => {
        const ask = { method: "POST", path: `/renames/${encodeURIComponent(id)}/${decision}`, body: noteOf(options) };
        const changed = await askServer(serverOf(options), ask, renameSchema);
        printSentence(changed, options, `${nameOf(changed.from)} → ${nameOf(changed.to)} is ${state}.`);
      });
  }
  addAdd(rename);
}

function addList(rename: Command): void {
  withListOptions(rename.command("list"), { project: true, asof: true, limit: 50, cursor: true })
    .description("list renames, changed last first")
    .addOption(new Option("--state <state>", "only those that stand so").choices(renameStateSchema.options))
    .action(async (options: ListOptions & { state?: string }) => {
      const ask = { path: "/renames", query: { ...filtersOf(options), state: options.state } };
      const page = await askServer(serverOf(options), ask, pageOf(renameSchema));
      printList(page, options, { items: page.items, columns, empty: "There are no renames.", note: moreNote(page) });
    });
}

function addAdd(rename: Command): void {
  withChangeOptions(rename.command("add"))
    .description("say that a test is another one under a new name, so that their histories are one")
    .argument("<from>", "the test under its old name: its id, or a part of its name")
    .argument("<to>", "the test under its new name")
    .option("--project <project>", "only look for the tests in this project (BACKSTORY_PROJECT)")
    .action(async (from: string, to: string, options: ChangeOptions & { project?: string }) => {
      const server = serverOf(options);
      const { project } = filtersOf(options);
      const old = await findTest(server, { ...options, words: from, project });
      const renamed = old && (await findTest(server, { ...options, words: to, project }));
      if (renamed === undefined) return;
      const ask = { method: "POST", path: "/renames", body: { from: old, to: renamed, ...noteOf(options) } };
      const stated = await askServer(server, ask, renameSchema);
      printSentence(
        stated,
        options,
        `${nameOf(stated.from)} → ${nameOf(stated.to)} is ${stated.state}, as ${stated.renameId}.`,
      );
    });
}

function nameOf({ suite, name, params }: Rename["from"]): string {
  const values = Object.entries(params).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${suite} > ${name}${values.length === 0 ? "" : ` [${values.join(", ")}]`}`;
}

const columns: readonly Column<Rename>[] = [
  { title: "CHANGED", key: "changedAt", cell: (item) => moment(item.changedAt), value: (item) => item.changedAt },
  { title: "STATE", key: "state", cell: (item) => item.state },
  {
    title: "SURE",
    key: "confidence",
    cell: (item) => percent(item.confidence),
    value: (item) => item.confidence,
    isNumber: true,
  },
  { title: "FROM", key: "from", cell: (item) => nameOf(item.from), isText: true },
  { title: "TO", key: "to", cell: (item) => nameOf(item.to), isText: true },
  { title: "BY", key: "by", cell: (item) => item.by },
  { title: "", key: "fromTestId", cell: (item) => item.from.testId, isForCsvOnly: true },
  { title: "", key: "toTestId", cell: (item) => item.to.testId, isForCsvOnly: true },
  { title: "ID", key: "renameId", cell: (item) => item.renameId },
];
