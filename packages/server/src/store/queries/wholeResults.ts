import type { Attempt, Override, ResultDetail, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { readAttempts } from "./attempts.ts";
import { outcomeOfExecutions } from "./outcomeOfExecutions.ts";
import { readOverrides } from "./overridesOfRun.ts";
import type { RunSubmissions } from "./runSubmissions.ts";
import { readTestNames } from "./testNames.ts";

/** How a test ended in a run, with its names and everything that its attempts left. */
export type WholeResult = Omit<ResultDetail, "run" | "command" | "assignment">;

/** How each of these tests ended in a run, with every attempt, by test; those that the run did not have are missing. */
export async function wholeResults(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, WholeResult>> {
  const [attempts, names, overrides] = await Promise.all([
    readAttempts(connection, run, testIds),
    readTestNames(connection, run.project, testIds),
    readOverrides(connection, run, testIds),
  ]);
  const found = new Map<string, WholeResult>();
  for (const [testId, ofTest] of attempts) {
    const name = names.get(testId);
    const said = overrides.get(testId) ?? [];
    const override = said[0]?.override ?? null;
    if (name !== undefined) found.set(testId, { ...name, attempts: ofTest, ...outcomeOf(run, ofTest, said), override });
  }
  return found;
}

function outcomeOf(
  run: RunSubmissions,
  attempts: readonly Attempt[],
  overrides: readonly { readonly submissionId: string; readonly override: Override }[],
): Pick<ResultDetail, "outcome" | "executions"> {
  const executionOf = new Map(run.submissionIds.map((id, index) => [id, run.executionIds[index] ?? id]));
  const said = new Map(
    overrides.toReversed().map(({ submissionId, override }) => [executionOf.get(submissionId), override]),
  );
  const executions = new Map<string, Status[]>();
  for (const attempt of attempts) {
    const execution = executionOf.get(attempt.submissionId) ?? attempt.submissionId;
    executions.set(execution, [...(executions.get(execution) ?? []), meaningOf(run, attempt)]);
  }
  return outcomeOfExecutions(run.view, executions, new Map([...said].map(([id, { status }]) => [id ?? "", status])));
}

function meaningOf({ target, rules }: RunSubmissions, { status, rawStatus }: Attempt): Status {
  const index = rules.words.indexOf(`${target} ${rawStatus === "" ? status : rawStatus}`);
  return rules.meanings[index] ?? status;
}
