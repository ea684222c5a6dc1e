import type { TestFigures } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { Rows } from "../runOutcomes.ts";

/** Whose events, and how the test ended in each run. */
export interface TestEvents {
  readonly project: string;
  readonly testIds: readonly string[];
  readonly outcomes: Rows;
}

const shown = 200;

/** The newest events of a test, each with how the test ended in that run. */
export function testEvents(
  connection: Connection,
  { project, testIds, outcomes }: TestEvents,
): Promise<TestFigures["events"]> {
  return connection.query<TestFigures["events"][number]>(
    `
    SELECT ended.runId AS runId, name, payload, at, ended.outcome AS outcome
    FROM (
      SELECT submissionId, resultId, seq, name, payload, at
      FROM events FINAL
      WHERE project = {project:String} AND (submissionId, resultId) IN (
        SELECT submissionId, resultId
        FROM resultsByTest
        WHERE project = {project:String} AND testId IN {testIds:Array(UUID)}
      )
    ) AS told
    INNER JOIN (
      SELECT submissionId, runId
      FROM runMembers
      WHERE project = {project:String}
    ) AS member ON member.submissionId = told.submissionId
    INNER JOIN (
      SELECT runId, outcome
      FROM (${outcomes.sql})
    ) AS ended ON ended.runId = toString(member.runId)
    ORDER BY at DESC, told.submissionId DESC, seq DESC
    LIMIT {shown:UInt32}`,
    { ...outcomes.parameters, project, testIds, shown },
  );
}
