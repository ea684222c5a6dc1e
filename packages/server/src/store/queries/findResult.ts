import type { Attempt, ResultDetail } from "@backstory/model";
import { type Outcome, outcomeOf } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { readAttempts } from "./attempts.ts";
import { readRunReferences } from "./runRow.ts";
import { runSubmissions } from "./runSubmissions.ts";
import { readTestNames } from "./testNames.ts";

/** How one test ended in one run, with every attempt, first to last; undefined when it was not in that run. */
export async function findResult(
  connection: Connection,
  { runId, testId }: { readonly runId: string; readonly testId: string },
): Promise<ResultDetail | undefined> {
  const run = await runSubmissions(connection, runId);
  if (run === undefined) return undefined;
  const [attempts, names, references] = await Promise.all([
    readAttempts(connection, run, testId),
    readTestNames(connection, run.project, [testId]),
    readRunReferences(connection, run.project, [runId]),
  ]);
  const name = names.get(testId);
  const reference = references.get(runId);
  if (name === undefined || reference === undefined || attempts.length === 0) return undefined;
  const { target: _, ...runReference } = reference;
  return { ...name, run: runReference, outcome: outcome(attempts), attempts };
}

function outcome(attempts: readonly Attempt[]): Outcome {
  return outcomeOf(attempts.map(({ status }) => status));
}
