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

interface Key {
  readonly testId: string;
  readonly submissionId: string;
  readonly attempt: number;
}

/** Every attempt of each of these tests in one run, whole, first to last. */
export async function readAttempts(
  connection: Connection,
  run: RunSubmissions,
  testIds: readonly string[],
): Promise<Map<string, Attempt[]>> {
  const parameters = { ...runValues(run), testIds };
  const ofTests = `
    WHERE project = {project:String} AND testId IN {testIds:Array(UUID)} AND submissionId IN {submissionIds:Array(String)}
      AND submittedAt BETWEEN {firstAt:DateTime64(3)} AND {lastAt:DateTime64(3)}`;
  const [attempts, details, failures] = await Promise.all([
    connection.query<AttemptRow & Key>(
      `
      SELECT testId, submissionId, resultId, attempt, status, rawStatus, startedAt, durationMs, labels
      FROM resultsByTest FINAL
      ${ofTests}
      ORDER BY submissionId, attempt`,
      parameters,
    ),
    connection.query<DetailRow & Key>(
      `
      SELECT
        testId, submissionId, attempt, description, worker, phases, stdout, stderr, log, links, properties, metrics,
        steps, subtests, failure
      FROM resultDetails FINAL
      ${ofTests}`,
      parameters,
    ),
    connection.query<FailureRow & Key>(
      `
      SELECT testId, submissionId, attempt, type, message, trace, fingerprint
      FROM failures FINAL
      ${ofTests}`,
      parameters,
    ),
  ]);
  const { events, attachments } = await readBelongings(
    connection,
    run,
    attempts.map(({ resultId }) => resultId),
  );
  const detailOf = new Map(details.map((row) => [keyOf(row), row]));
  const failureOf = new Map(failures.map((row) => [keyOf(row), row]));
  const found = new Map<string, Attempt[]>();
  for (const row of attempts) {
    const ofTest = found.get(row.testId) ?? [];
    const belongs = (each: { submissionId: string; resultId: string }): boolean =>
      each.submissionId === row.submissionId && each.resultId === row.resultId;
    found.set(row.testId, ofTest);
    ofTest.push({
      ...toAttempt(row, detailOf.get(keyOf(row)), failureOf.get(keyOf(row))),
      events: events.filter(belongs).map(({ seq, name, payload, at }) => ({ seq, name, payload, at })),
      attachments: attachments
        .filter(belongs)
        .map(({ name, mediaType, sizeBytes, sha256 }) => ({ name, mediaType, sizeBytes, sha256 })),
    });
  }
  return found;
}

function keyOf({ testId, submissionId, attempt }: Key): string {
  return `${testId} ${submissionId} ${attempt}`;
}

function toAttempt(
  { testId: _, labels, ...attempt }: AttemptRow & Key,
  detail: DetailRow | undefined,
  failure: FailureRow | undefined,
): Omit<Attempt, "events" | "attachments"> {
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
