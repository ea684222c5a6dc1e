import { z } from "zod";
import { count, message, text, time, word } from "./fields.ts";
import { resultRecord } from "./resultRecord.ts";
import { submissionRecord } from "./submissionRecord.ts";

export { type Failure, resultRecord } from "./resultRecord.ts";
export { submissionRecord } from "./submissionRecord.ts";

/** A named thing that happened during a test; `seq` orders the events of one result from 0. */
export const eventRecord = z.looseObject({
  kind: z.literal("event"),
  resultId: word.min(1),
  seq: count,
  name: word.min(1),
  payload: message.default(""),
  at: time,
});

/** What a file that belongs to a result, or to the build when there is no `resultId`, is called and hashes to. */
export const attachmentRecord = z.looseObject({
  kind: z.literal("attachment"),
  resultId: word.min(1).optional(),
  name: word.min(1),
  mediaType: word.default("application/octet-stream"),
  sizeBytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "must be 64 lower-case hex digits" }),
});

/** What went wrong outside tests: `where` is a file, a worker or a hook. */
export const errorRecord = z.looseObject({
  kind: z.literal("error"),
  where: word,
  message,
  trace: text.optional(),
});

/** The last line of a submission. Without it the submission is incomplete. `counts` are results by status. */
export const endRecord = z.looseObject({
  kind: z.literal("end"),
  finishedAt: time,
  exitStatus: z.int().optional(),
  counts: z.record(word, count).optional(),
});

/** One line of NDJSON, version 1. Unknown keys are kept. */
export const recordSchema = z.discriminatedUnion("kind", [
  submissionRecord,
  resultRecord,
  eventRecord,
  attachmentRecord,
  errorRecord,
  endRecord,
]);

/** A checked record, with defaults filled in. */
export type BackstoryRecord = z.output<typeof recordSchema>;

/** The word that says which kind of record a line is. */
export type RecordKind = BackstoryRecord["kind"];

/** The first line of a submission. */
export type SubmissionRecord = z.output<typeof submissionRecord>;

/** How one attempt of one test ended. */
export type ResultRecord = z.output<typeof resultRecord>;

/** A record as a recorder writes it: what has a default may be left out. */
export type RecordToWrite = z.input<typeof recordSchema>;

/** A result as a recorder writes it. */
export type ResultToWrite = z.input<typeof resultRecord>;

/** A first line as a recorder writes it. */
export type SubmissionToWrite = z.input<typeof submissionRecord>;
