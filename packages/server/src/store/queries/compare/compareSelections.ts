import { BackstoryError, type ChangeClass, type Changes } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { changes } from "./changes.ts";
import { resolveSelector } from "./resolveSelector.ts";

/** Which runs to compare, by selectors, and which page of what changed. */
export interface ComparisonQuestion {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  /** The runs before. */
  readonly a: string;
  /** The runs after. */
  readonly b: string;
  readonly class?: ChangeClass | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly asof?: string | undefined;
}

/** What changed from the runs that one selector names to those that another names. Both have to be of one project. */
export async function compareSelections(
  connection: Connection,
  { a, b, target, ...question }: ComparisonQuestion,
): Promise<Changes> {
  const { asof, project } = question;
  const [before, after] = await Promise.all(
    [a, b].map((selector) => resolveSelector(connection, selector, { project, target, asof })),
  );
  const of = before?.[0]?.project;
  if (before === undefined || after === undefined || of === undefined || of !== after[0]?.project) {
    const projects = `${of} and ${after?.[0]?.project}`;
    throw new BackstoryError("request-invalid", `The runs are of two projects, ${projects}: name one with 'project'.`);
  }
  return changes(connection, {
    ...{ ...question, project: of },
    before: { selector: a, runs: before, choice: "asked" },
    after: { selector: b, runs: after },
  });
}
