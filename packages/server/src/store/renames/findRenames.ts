import { matchRenames, type RenameLink } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { type RenameStatement, recordFoundRenames } from "../facts/testRenames.ts";
import { coexisting } from "./coexisting.ts";
import { declaredRenames } from "./declaredRenames.ts";
import { differingTests } from "./differingTests.ts";
import { renamedFilesOf } from "./renamedFilesOf.ts";
import type { EndedSubmission } from "./renameKeeper.ts";
import { type EndedRun, runWithPrevious } from "./runWithPrevious.ts";

/**
 * Writes the renames that a complete run shows: those that the authors of its tests declared, and on a default branch
 * those of tests that are gone since the previous complete run of the same target and selection, to tests that arrived.
 * Does nothing for a run in `looked`, which it adds its run to.
 */
export async function findRenames(connection: Connection, ended: EndedSubmission, looked: Set<string>): Promise<void> {
  const runs = await runWithPrevious(connection, ended);
  if (runs === undefined || looked.has(`${ended.project} ${runs.run.runId}`)) return;
  looked.add(`${ended.project} ${runs.run.runId}`);
  const { run, previous } = runs;
  const declared = await declaredRenames(connection, run);
  await recordFoundRenames(
    connection,
    run.project,
    declared.map((link) => ({ ...link, ...stated(run), by: "author", reason: "renamedFrom" })),
  );
  if (previous !== undefined)
    await recordFoundRenames(connection, run.project, await foundIn(connection, run, previous));
}

function stated({ runId, commit }: EndedRun): Omit<RenameStatement, "by" | "reason"> {
  return { state: "accepted", confidence: 1, evidence: null, runId, commit };
}

async function foundIn(
  connection: Connection,
  run: EndedRun,
  previous: EndedRun,
): Promise<(RenameLink & RenameStatement)[]> {
  const { gone, arrived } = await differingTests(connection, run, previous);
  if (gone.length === 0 || arrived.length === 0) return [];
  const matches = matchRenames(gone, arrived, await renamedFilesOf(connection, run));
  const together = await coexisting(connection, run, matches);
  return matches
    .filter((match) => !together.has(match))
    .map(({ from, to, state, evidence }) => ({
      ...{ from, to, state, evidence, confidence: evidence.score, runId: run.runId, commit: run.commit },
      ...{ by: "backstory", reason: `not in run ${run.runId}, but in ${previous.runId} before it` },
    }));
}
