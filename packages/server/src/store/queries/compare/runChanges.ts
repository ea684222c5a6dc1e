import { BackstoryError, type ChangeClass, type Changes } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { changes } from "./changes.ts";
import { previousRun, resolveSelector, runOf } from "./resolveSelector.ts";

/** Whose changes, against what, and which page of them. */
export interface RunChangesQuestion {
  /** The id of the run, or of any of its submissions. */
  readonly runId: string;
  /** A selector; the complete run before on the same branch, or on the default branch, when left out. */
  readonly against?: string | undefined;
  readonly class?: ChangeClass | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly asof?: string | undefined;
}

/** What changed in a run. `not-found` when there is no such run, or none for the selector. */
export async function runChanges(
  connection: Connection,
  { runId, against, ...page }: RunChangesQuestion,
): Promise<Changes> {
  const { asof } = page;
  const run = await runById(connection, runId, asof);
  const after = { selector: run.runId, runs: [run] };
  const { project, target } = run;
  if (against !== undefined && against !== "previous") {
    const runs = await resolveSelector(connection, against, { project, target, before: run, asof });
    return changes(connection, { ...page, project, after, before: { selector: against, runs, choice: "asked" } });
  }
  const { runs, choice } = await previousRun(connection, run, asof);
  const before = runs.length === 0 ? null : { selector: "previous", runs, choice };
  return changes(connection, { ...page, project, after, before });
}

async function runById(connection: Connection, runId: string, asof: string | undefined) {
  const [run] = await runOf(connection, runId, { asof });
  if (run === undefined) throw new BackstoryError("not-found", `There is no run ${runId}.`);
  return run;
}
