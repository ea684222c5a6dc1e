import type { Failure, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "./jsonText.ts";
import { type RunSubmissions, runValues } from "./runSubmissions.ts";

/** One attempt of a test, with what a report of it tells. `extra` is what its record had beside what is known. */
export interface CaseAttempt {
  readonly submissionId: string;
  readonly resultId: string;
  readonly attempt: number;
  readonly status: Status;
  readonly rawStatus: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly description: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly unknown[];
  readonly failure: { readonly message: string; readonly trace: string } | null;
  readonly extra: Readonly<Record<string, never>>;
}

interface CaseRow {
  readonly testId: string;
  readonly labels: string;
  readonly properties: string;
  readonly steps: string;
  readonly extra: string;
  readonly failed: boolean;
  readonly message: string;
  readonly trace: string;
  readonly reason: string;
}

type PlainColumns = "properties" | "labels" | "steps" | "failure" | "extra";

/** Every attempt of each of these tests in a run, first to last. */
export async function readCaseAttempts(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, CaseAttempt[]>> {
  if (testIds.length === 0) return new Map();
  const rows = await connection.query<CaseRow & Omit<CaseAttempt, PlainColumns>>(
    `
    SELECT
      results.testId AS testId, results.submissionId AS submissionId, resultId, results.attempt AS attempt, status,
      rawStatus, startedAt, durationMs, labels, description, stdout, stderr, properties, steps, details.extra AS extra,
      status IN ('failed', 'broken') AS failed, message, trace, details.failure AS reason
    FROM (
      SELECT testId, submissionId, attempt, resultId, status, rawStatus, startedAt, durationMs, labels
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
        AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
    ) AS results
    LEFT JOIN (
      SELECT testId, submissionId, attempt, description, stdout, stderr, properties, steps, failure, extra
      FROM resultDetails FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
    ) AS details
      ON details.testId = results.testId AND details.submissionId = results.submissionId
      AND details.attempt = results.attempt
    LEFT JOIN (
      SELECT testId, submissionId, attempt, message, trace
      FROM failures FINAL
      WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
    ) AS failures
      ON failures.testId = results.testId AND failures.submissionId = results.submissionId
      AND failures.attempt = results.attempt
    ORDER BY testId, submissionId, attempt`,
    { ...runValues(run), testIds },
  );
  const attempts = new Map<string, CaseAttempt[]>();
  for (const row of rows) attempts.set(row.testId, [...(attempts.get(row.testId) ?? []), toAttempt(row)]);
  return attempts;
}

function toAttempt(row: CaseRow & Omit<CaseAttempt, PlainColumns>): CaseAttempt {
  const { testId: _, properties, labels, steps, extra, failed, message, trace, reason, ...attempt } = row;
  const told: Failure = fromJsonText(reason, {});
  return {
    ...attempt,
    properties: fromJsonText(properties, {}),
    labels: fromJsonText(labels, {}),
    steps: fromJsonText(steps, []),
    extra: fromJsonText(extra, {}),
    failure: failed
      ? { message, trace }
      : reason === ""
        ? null
        : { message: told.message ?? "", trace: told.trace ?? "" },
  };
}
