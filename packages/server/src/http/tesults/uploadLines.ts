import type { UploadFacts } from "@backstory/formats";
import type { RecordToWrite, ResultToWrite } from "@backstory/model";

/** An upload that was read: what it says of its run, and its results. */
export interface ReadUpload {
  readonly facts: UploadFacts;
  readonly results: readonly ResultToWrite[];
}

/** The records of an upload as the lines that a recorder would have sent: a whole submission, with its end. */
export function uploadLines({ facts, results }: ReadUpload, submissionId: string): Buffer {
  const { recorder, runner, build, startedAt, finishedAt } = facts;
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  const submission: RecordToWrite = {
    ...{ kind: "submission", recordVersion: 1, submissionId, recorder, runner, startedAt },
    ...(build === undefined ? {} : { build }),
    expectedTests: results.filter(({ attempt }) => attempt === 1).length,
  };
  const end: RecordToWrite = { kind: "end", finishedAt, counts };
  return Buffer.from([submission, ...results, end].map((record) => `${JSON.stringify(record)}\n`).join(""));
}
