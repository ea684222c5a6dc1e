import type { Attempt } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "./jsonText.ts";
import { reasonOf } from "./reasonOf.ts";
import { type RunSubmissions, runValues } from "./runSubmissions.ts";

type FailureRow = NonNullable<Attempt["failure"]>;
type EventRow = Attempt["events"][number] & { submissionId: string; resultId: string };
type AttachmentRow = Attempt["attachments"][number] & { submissionId: string; resultId: string };

interface AttemptRow extends Pick<Attempt, "submissionId" | "resultId" | "attempt" | "status" | "rawStatus"> {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly labels: string;
}

interface DetailRow extends Pick<Attempt, "worker" | "description" | "stdout" | "stderr" | "log"> {
  readonly phases: string;
  readonly properties: string;
  readonly metrics: string;
  readonly links: string;
  readonly steps: string;
  readonly subtests: string;
  readonly failure: string;
}

/** Every attempt of one test in one run, whole, first to last. */
export async function readAttempts(connection: Connection, run: RunSubmissions, testId: string): Promise<Attempt[]> {
  const parameters = { ...runValues(run), testId };
  const ofTest = `
    WHERE project = {project:String} AND testId = {testId:UUID} AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}`;
  const [attempts, details, failures] = await Promise.all([
    connection.query<AttemptRow>(
      `
      SELECT submissionId, resultId, attempt, status, rawStatus, startedAt, durationMs, labels
      FROM resultsByTest FINAL
      ${ofTest}
      ORDER BY submissionId, attempt`,
      parameters,
    ),
    connection.query<DetailRow & { submissionId: string; attempt: number }>(
      `
      SELECT
        submissionId, attempt, description, worker, phases, stdout, stderr, log, links, properties, metrics, steps,
        subtests, failure
      FROM resultDetails FINAL
      ${ofTest}`,
      parameters,
    ),
    connection.query<FailureRow & { submissionId: string; attempt: number }>(
      `
      SELECT submissionId, attempt, type, message, trace, fingerprint
      FROM failures FINAL
      ${ofTest}`,
      parameters,
    ),
  ]);
  const { events, attachments } = await readBelongings(
    connection,
    run,
    attempts.map(({ resultId }) => resultId),
  );
  const detailOf = new Map(details.map((row) => [`${row.submissionId} ${row.attempt}`, row]));
  const failureOf = new Map(failures.map((row) => [`${row.submissionId} ${row.attempt}`, row]));
  return attempts.map((row) => {
    const key = `${row.submissionId} ${row.attempt}`;
    const belongs = (each: { submissionId: string; resultId: string }): boolean =>
      each.submissionId === row.submissionId && each.resultId === row.resultId;
    return {
      ...toAttempt(row, detailOf.get(key), failureOf.get(key)),
      events: events.filter(belongs).map(({ seq, name, payload, at }) => ({ seq, name, payload, at })),
      attachments: attachments
        .filter(belongs)
        .map(({ name, mediaType, sizeBytes, sha256 }) => ({ name, mediaType, sizeBytes, sha256 })),
    };
  });
}

function toAttempt(
  row: AttemptRow,
  detail: DetailRow | undefined,
  failure: FailureRow | undefined,
): Omit<Attempt, "events" | "attachments"> {
  const { labels, ...attempt } = row;
  return {
    ...attempt,
    worker: detail?.worker ?? "",
    phases: fromJsonText(detail?.phases ?? "", []),
    failure: failure === undefined ? reasonOf(detail?.failure ?? "") : toFailure(failure),
    description: detail?.description ?? "",
    stdout: detail?.stdout ?? "",
    stderr: detail?.stderr ?? "",
    log: detail?.log ?? "",
    labels: fromJsonText(labels, {}),
    properties: fromJsonText(detail?.properties ?? "", {}),
    metrics: fromJsonText(detail?.metrics ?? "", {}),
    links: fromJsonText(detail?.links ?? "", []),
    steps: fromJsonText(detail?.steps ?? "", []),
    subtests: fromJsonText(detail?.subtests ?? "", []),
  };
}

function toFailure({ type, message, trace, fingerprint }: FailureRow): FailureRow {
  return { type, message, trace, fingerprint };
}

async function readBelongings(
  connection: Connection,
  run: RunSubmissions,
  resultIds: readonly string[],
): Promise<{ events: EventRow[]; attachments: AttachmentRow[] }> {
  const parameters = { ...runValues(run), resultIds };
  const ofResults = `
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}
      AND resultId IN {resultIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}`;
  const [events, attachments] = await Promise.all([
    connection.query<EventRow>(
      `SELECT submissionId, resultId, seq, name, payload, at FROM events FINAL ${ofResults} ORDER BY submissionId, seq`,
      parameters,
    ),
    connection.query<AttachmentRow>(
      `
      SELECT submissionId, resultId, name, mediaType, sizeBytes, sha256
      FROM attachments FINAL
      ${ofResults}
      ORDER BY submissionId, recordIndex`,
      parameters,
    ),
  ]);
  return { events, attachments };
}
