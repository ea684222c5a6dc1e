import type { ResultDetail } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { withAssignments } from "../facts/openAssignments.ts";
import { testCommand } from "./run/testCommand.ts";
import { readRunReferences } from "./runRow.ts";
import { runSubmissions } from "./runSubmissions.ts";
import { acceptedRenames } from "./testGroup.ts";
import { wholeResults } from "./wholeResults.ts";

/**
 * How one test ended in one run, by the name that it has or had there, with every attempt, first to last; undefined when
 * it was not in that run.
 */
export async function findResult(
  connection: Connection,
  { runId, testId, asof }: { readonly runId: string; readonly testId: string; readonly asof?: string | undefined },
): Promise<ResultDetail | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const { project } = run;
  const names = (await acceptedRenames(connection, { project, asof })).group(testId);
  const [results, references, assigned] = await Promise.all([
    wholeResults(connection, run, names),
    readRunReferences(connection, project, [run.runId]),
    withAssignments(connection, { project, items: [{ testId }], asof }),
  ]);
  const called = [testId, ...names].find((name) => results.has(name)) ?? testId;
  const result = results.get(called);
  const reference = references.get(run.runId);
  const attempt = result?.attempts.at(-1);
  if (result === undefined || reference === undefined || attempt === undefined) return undefined;
  const { target: _, ...runReference } = reference;
  return {
    ...{ ...result, run: runReference },
    command: await testCommand(connection, { project, test: result, attempt }),
    assignment: assigned[0]?.assignment ?? null,
  };
}
