import { slowerRule } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type ComparableRun, comparableRuns } from "./comparableRuns.ts";

/**
 * The runs from which usual durations are taken: those before, when they are enough; else the last complete ones up to
 * the newest of them, on its target and branch.
 */
export async function usualRuns(
  connection: Connection,
  before: readonly ComparableRun[],
  asof: string | undefined,
): Promise<ComparableRun[]> {
  const [newest] = before;
  if (newest === undefined || before.length >= slowerRule.passesBefore) return [...before];
  return comparableRuns(
    connection,
    {
      "project = {project:String}": newest.project,
      "target = {target:String}": newest.target,
      "branch = {branch:String}": newest.branch,
      "complete = {complete:Bool}": true,
      "runId <= {newest:String}": newest.runId,
    },
    { limit: slowerRule.lastRuns, asof },
  );
}
