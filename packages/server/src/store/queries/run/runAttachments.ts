import type { RunAttachment, RunAttachments, Status } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { runSubmissions, runValues } from "../runSubmissions.ts";
import { readTestNames } from "../testNames.ts";

const listed = 1_000;

interface FileRow extends Omit<RunAttachment, "test"> {
  readonly testId: string;
  readonly attempt: number;
  readonly status: Status;
  readonly resultId: string;
  readonly total: number;
}

/** The files of a run: those of the build, then those of failing attempts, then the rest; undefined without such a run. */
export async function runAttachments(
  connection: Connection,
  { runId, asof }: { readonly runId: string; readonly asof?: string | undefined },
): Promise<RunAttachments | undefined> {
  const run = await runSubmissions(connection, runId, asof);
  if (run === undefined) return undefined;
  const rows = await connection.query<FileRow>(
    `
    SELECT
      file.name AS name,
      file.mediaType AS mediaType,
      file.sizeBytes AS sizeBytes,
      file.sha256 AS sha256,
      file.resultId AS resultId,
      toString(result.testId) AS testId,
      result.attempt AS attempt,
      toString(result.status) AS status,
      count() OVER () AS total
    FROM (
      SELECT submissionId, resultId, recordIndex, name, mediaType, sizeBytes, toString(sha256) AS sha256
      FROM attachments FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
    ) AS file
    LEFT JOIN (
      SELECT testId, submissionId, resultId, attempt, status
      FROM resultsByTest FINAL
      WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        AND testId IN (
          SELECT testId
          FROM resultsByRun
          WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
        )
        AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}
        AND (submissionId, resultId) IN (
          SELECT submissionId, resultId
          FROM attachments
          WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND resultId != ''
        )
    ) AS result ON result.submissionId = file.submissionId AND result.resultId = file.resultId
    ORDER BY file.resultId != '', status NOT IN ('failed', 'broken'), file.submissionId, file.recordIndex
    LIMIT {listed:UInt32}`,
    { ...runValues(run), listed },
  );
  const names = await readTestNames(connection, run.project, [
    ...new Set(rows.filter(({ resultId }) => resultId !== "").map(({ testId }) => testId)),
  ]);
  return { items: rows.map((row) => toFile(row, names)), total: rows[0]?.total ?? 0 };
}

function toFile(row: FileRow, names: Awaited<ReturnType<typeof readTestNames>>): RunAttachment {
  const { name, mediaType, sizeBytes, sha256, resultId, testId, attempt, status } = row;
  const test = resultId === "" ? undefined : names.get(testId);
  return {
    ...{ name, mediaType, sizeBytes, sha256 },
    test: test === undefined ? null : { testId, name: test.displayName, suite: test.suite, attempt, status },
  };
}
