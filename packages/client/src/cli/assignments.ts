import { assignmentStateSchema, type ListedAssignment, listedAssignmentSchema, pageOf } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { paintOf } from "./output/paint.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface AssignmentsOptions extends ListOptions {
  readonly assignee?: string;
  readonly state?: string;
}

/** `backstory assignments`: who is on which test. */
export function addAssignments(program: Command): void {
  withListOptions(program.command("assignments"), {
    ...{ project: true, target: true, asof: true, limit: 50, cursor: true },
  })
    .description("list who is on which test, newest first")
    .option("--assignee <name>", "only of this person")
    .addOption(
      new Option("--state <state>", "open, resolved or any").choices([...assignmentStateSchema.options, "any"]),
    )
    .action(async (options: AssignmentsOptions) => {
      const { assignee, state } = options;
      const ask = { path: "/assignments", query: { ...filtersOf(options), assignee, state } };
      const page = await askServer(serverOf(options), ask, pageOf(listedAssignmentSchema));
      printList(page, options, { items: page.items, columns, empty: "Nobody is on any test.", note: moreNote(page) });
    });
}

const columns: readonly Column<ListedAssignment>[] = [
  { title: "SINCE", key: "assignedAt", cell: (item) => moment(item.assignedAt), value: (item) => item.assignedAt },
  { title: "ASSIGNEE", key: "assignee", cell: (item) => item.assignee, isText: true },
  { title: "STATE", key: "state", cell: (item) => item.state, paint: (item) => paintOf(item.state) },
  { title: "TARGET", key: "target", cell: (item) => item.target },
  { title: "SUITE", key: "suite", cell: (item) => item.suite, isText: true },
  { title: "NAME", key: "name", cell: (item) => item.name, isText: true },
  { title: "BY", key: "by", cell: (item) => item.by },
  { title: "REASON", key: "reason", cell: (item) => item.reason, isText: true },
  { title: "", key: "resolvedAt", cell: () => "", value: (item) => item.resolvedAt, isForCsvOnly: true },
  { title: "", key: "resolvedBy", cell: (item) => item.resolvedBy, isForCsvOnly: true },
  { title: "TEST", key: "testId", cell: (item) => item.testId },
];
