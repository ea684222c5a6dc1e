import type { ListedTests, SearchScope } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { ParameterValue } from "../../literal.ts";
import { type RunToRead, runToReadColumns } from "../runOutcomes.ts";
import { runsSource } from "../runsSource.ts";

/** A run that is looked at: what names it, and where its results are. */
export type LookedAtRun = ListedTests["runs"][number] & RunToRead;

/** Which runs of a project are looked at. */
export interface RunsToLookAt {
  readonly project: string;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  readonly scope: readonly SearchScope[];
  readonly asof?: string | undefined;
  /** How many: the newest of each target, or of all targets together. */
  readonly last: number;
  readonly isOfEachTarget: boolean;
}

/** The newest runs that fit, newest first. */
export async function lookedAtRuns(connection: Connection, question: RunsToLookAt): Promise<LookedAtRun[]> {
  const { project, target, branch, scope, asof, last, isOfEachTarget } = question;
  const source = await runsSource(connection, { project, target, asof });
  const all: SearchScope[] = [
    ...scope,
    ...(target === undefined ? [] : [{ field: "target" as const, values: [target], isNegated: false }]),
    ...(branch === undefined ? [] : [{ field: "branch" as const, values: [branch], isNegated: false }]),
  ];
  const parameters: Record<string, ParameterValue> = {};
  const conditions = all.map(({ field, values, isNegated }, index) => {
    parameters[`scope${index}`] = values;
    return `${field} ${isNegated ? "NOT IN" : "IN"} {scope${index}:Array(String)}`;
  });
  return connection.query<LookedAtRun>(
    `
    SELECT project, ${runToReadColumns}, startedAt, branch, commit, buildName
    FROM ${source.sql}
    WHERE ${["project = {project:String}", ...conditions].join(" AND ")}
    ORDER BY runId DESC
    LIMIT {last:UInt32}${isOfEachTarget ? " BY target" : ""}`,
    { ...source.parameters, ...parameters, project, last },
  );
}

/** What an answer tells of a run. */
export function referenceOf(run: LookedAtRun): ListedTests["runs"][number] {
  const { project, target, runId, startedAt, branch, commit, buildName } = run;
  return { project, target, runId, startedAt, branch, commit, buildName };
}
