import { type Assignment, assignmentSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { findTest } from "./findTest.ts";
import { filtersOf } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import { printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";

interface AssignOptions extends ChangeOptions {
  readonly project?: string;
  readonly target?: string;
  readonly resolve?: boolean;
}

/** `backstory assign <test> <somebody>`: who is on a failing test, until it passes on the default branch. */
export function addAssign(program: Command): void {
  withChangeOptions(program.command("assign"))
    .description("assign a test to somebody, until it passes on the default branch or --resolve says that it is done")
    .argument("<test>", "the id of the test, or a part of its name")
    .argument("[assignee]", "who is to look at it; without anybody it tells who does")
    .option("--resolve", "say that it is done")
    .option("--project <project>", "only look for the test in this project (BACKSTORY_PROJECT)")
    .option("--target <target>", "in which it has to pass; that of its last failure when left out")
    .action(async (words: string, assignee: string | undefined, options: AssignOptions) => {
      const server = serverOf(options);
      const { project } = filtersOf(options);
      const testId = await findTest(server, { ...options, words, project });
      if (testId === undefined) return;
      const assignment = await askServer(server, askOf(testId, assignee, options), assignmentSchema);
      printSentence(assignment, options, inWords(assignment));
    });
}

function askOf(testId: string, assignee: string | undefined, options: AssignOptions) {
  const path = `/tests/${testId}/assignment`;
  if (options.resolve) return { method: "POST", path: `${path}/resolve`, body: noteOf(options) };
  if (assignee === undefined) return { path };
  const { target } = options;
  return { method: "PUT", path, body: { assignee, ...(target && { target }), ...noteOf(options) } };
}

function inWords({
  assignee,
  by,
  reason,
  target,
  state,
  assignedAt,
  resolvedAt,
  resolvedBy,
  resolvedReason,
}: Assignment) {
  const given = `${assignee} is on it since ${moment(assignedAt)}${by === "" ? "" : `, assigned by ${by}`}${because(reason)}`;
  if (state === "open") return `${given}. It resolves itself when the test passes in ${target} on the default branch.`;
  const who = resolvedBy === "" ? "" : ` by ${resolvedBy}`;
  return `${assignee} was on it; resolved${who} at ${moment(resolvedAt ?? "")}${because(resolvedReason)}`;
}

function because(reason: string): string {
  return reason === "" ? "" : `: ${reason}`;
}
