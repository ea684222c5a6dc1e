import type { Attempt, Override, ResultDetail, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { withAssignments } from "../facts/openAssignments.ts";
import { readAttempts } from "./attempts.ts";
import { outcomeOfExecutions } from "./outcomeOfExecutions.ts";
import { readOverrides } from "./overridesOfRun.ts";
import { testCommand } from "./run/testCommand.ts";
import { readRunReferences } from "./runRow.ts";
import { type RunSubmissions, runSubmissions } from "./runSubmissions.ts";
import { readTestNames } from "./testNames.ts";

/** How one test ended in one run, with every attempt, first to last; undefined when it was not in that run. */
export async function findResult(
  connection: Connection,
  { runId, testId, asof }: { readonly runId: string; readonly testId: string; readonly asof?: string | undefined },
): Promise<ResultDetail | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const [attempts, names, references, overrides, assigned] = await Promise.all([
    readAttempts(connection, run, testId),
    readTestNames(connection, run.project, [testId]),
    readRunReferences(connection, run.project, [run.runId]),
    readOverrides(connection, run, [testId]),
    withAssignments(connection, { project: run.project, items: [{ testId }], asof }),
  ]);
  const name = names.get(testId);
  const reference = references.get(run.runId);
  if (name === undefined || reference === undefined || attempts.length === 0) return undefined;
  const { target: _, ...runReference } = reference;
  const override = overrides.get(testId);
  const last = attempts.at(-1);
  return {
    ...{ ...name, run: runReference, attempts },
    ...outcomeOf(run, attempts, override ?? []),
    command: last ? await testCommand(connection, { project: run.project, test: name, attempt: last }) : null,
    override: override?.[0]?.override ?? null,
    assignment: assigned[0]?.assignment ?? null,
  };
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
