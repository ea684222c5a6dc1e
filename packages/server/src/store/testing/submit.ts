import {
  familyId,
  fingerprint,
  newSubmissionId,
  type RecordToWrite,
  type ResultToWrite,
  testId,
} from "@backstory/model";
import type { PartToAppend } from "../store.ts";

/** A record as a test writes it: one of the model's, or a line that could not be read. */
export type TestRecord = RecordToWrite | { kind: "refused"; line: number; reason: string; text: string };

/** Whose the records are. */
export interface Whose {
  readonly project: string;
  readonly target: string;
  readonly submissionId: string;
}

/** A new submission of a project, begun at `time`. */
export function whose(project: string, time: number = Date.now(), target = "unit"): Whose {
  return { project, target, submissionId: newSubmissionId(time) };
}

/** The first record of a submission. */
export function submissionOf({ submissionId }: Whose, more: Partial<RecordToWrite> = {}): RecordToWrite {
  const tool = { name: "pytest", version: "9.1.1" };
  const startedAt = "2026-11-21T10:00:00.000Z";
  return {
    kind: "submission",
    recordVersion: 1,
    submissionId,
    recorder: tool,
    runner: tool,
    startedAt,
    ...more,
  } as never;
}

/** A result that passed, unless told otherwise. */
export function resultOf(name: string, more: Partial<ResultToWrite> = {}): ResultToWrite {
  const times = { startedAt: "2026-11-21T10:00:01.250Z", durationMs: 12.5 };
  return { kind: "result", resultId: `${name}-1`, suite: "tests.cart", name, status: "passed", ...times, ...more };
}

/** The last record of a submission. */
export const end: RecordToWrite = { kind: "end", finishedAt: "2026-11-21T10:00:09.000Z", exitStatus: 0 };

/** The id of the test that {@link resultOf} gives in a project. */
export function idOf(project: string, result: Pick<ResultToWrite, "suite" | "name" | "params">): string {
  return testId({ project, ...result } as never, "pytest");
}

/** Records `from` to the end as the part that the server makes of them. */
export function partOf(owner: Whose, records: readonly TestRecord[], from = 0): PartToAppend {
  const rows = records.slice(from).map((record, index) => rowOf(owner, record, from + index));
  return {
    ...owner,
    runner: "pytest",
    offset: from,
    lines: records.length - from,
    ended: records.slice(from).some(({ kind }) => kind === "end"),
    rows: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
  };
}

function rowOf(owner: Whose, record: TestRecord, recordIndex: number): object {
  const envelope = { ...owner, recordIndex, receivedAt: new Date().toISOString() };
  if (record.kind === "submission") return { ...record, ...envelope };
  const row = { ...envelope, runner: "pytest", ...record };
  if (record.kind !== "result") return row;
  const identity = { project: owner.project, ...record } as never;
  const derived = { testId: testId(identity, "pytest"), familyId: familyId(identity, "pytest") };
  return { ...row, ...derived, ...(record.failure && { fingerprint: fingerprint(record.failure as never) }) };
}
