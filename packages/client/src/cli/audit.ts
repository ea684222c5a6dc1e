import { pageOf, type TestAuditEntry, testAuditEntrySchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

/** `backstory audit <test>`: who stated what about a test, and when. */
export function addAudit(program: Command): void {
  withListOptions(program.command("audit"), { project: true, asof: true })
    .description("list who commented on, linked or assigned a test, when and why; taken back or not")
    .argument("<test>", "the id of the test, or a part of its name")
    .action(async (words: string, options: ListOptions) => {
      const server = serverOf(options);
      const { project, asof } = filtersOf(options);
      const test = await findTest(server, { ...options, words, project });
      if (test === undefined) return;
      const page = await askServer(server, { path: "/audit", query: { test, asof } }, pageOf(testAuditEntrySchema));
      printList(page, options, { items: page.items, columns, empty: "Nobody stated anything about the test." });
    });
}

const columns: readonly Column<TestAuditEntry>[] = [
  { title: "WHEN", key: "at", cell: (entry) => moment(entry.at), value: (entry) => entry.at },
  { title: "BY", key: "by", cell: (entry) => entry.by },
  { title: "WHAT", key: "kind", cell: (entry) => `${entry.kind} ${entry.action}`, value: (entry) => entry.kind },
  { title: "", key: "action", cell: (entry) => entry.action, isForCsvOnly: true },
  { title: "VALUE", key: "value", cell: (entry) => entry.value, isText: true },
  { title: "REASON", key: "reason", cell: (entry) => entry.reason, isText: true },
  { title: "", key: "factId", cell: (entry) => entry.factId, isForCsvOnly: true },
];
