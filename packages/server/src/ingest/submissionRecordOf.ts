import { BackstoryError, type SubmissionRecord } from "@backstory/model";
import type { ReadLine } from "./readRecord.ts";

/** The submission record that the first line of a submission must be; `submission-missing` tells what it is instead. */
export function submissionRecordOf(first: ReadLine | undefined, submissionId: string): SubmissionRecord {
  if (first === undefined) throw missing("The submission is not known, and this part does not begin it.");
  if ("reason" in first) throw missing(`Line 1: ${first.reason}.`);
  if (first.kind !== "submission") throw missing(`Line 1 is a record of kind ${first.kind}.`);
  const record = first.known as SubmissionRecord;
  if (record.submissionId === submissionId) return record;
  throw missing(`Line 1 is of the submission ${record.submissionId}, and the address names ${submissionId}.`);
}

function missing(detail: string): BackstoryError {
  return new BackstoryError("submission-missing", detail);
}
