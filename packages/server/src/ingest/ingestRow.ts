import { type Failure, fingerprint } from "@backstory/model";
import { type Identities, identities, type NamedTest } from "./identities.ts";
import type { RawRecord } from "./parseLine.ts";
import type { CheckedRecord } from "./readRecord.ts";
import type { ScannedResult } from "./scanResult.ts";
import { wellFormedText } from "./wellFormed.ts";

/** To whom the rows of a part belong. `runner` is the name of the runner, which decides what names a test. */
export interface Owner {
  readonly project: string;
  readonly target: string;
  readonly runner: string;
  readonly submissionId: string;
  readonly receivedAt: string;
}

/** Writes the rows of one part: one line of JSON a record, without its newline. */
export interface RowWriter {
  /** The row of a checked record; `recordIndex` is the number of its line from 0. */
  record(record: CheckedRecord, recordIndex: number): string;
  /** The row of a result whose line is fit to be kept as it came: the envelope is put before it. */
  scanned(result: ScannedResult, recordIndex: number): string;
  /** The row that keeps a refused line: why, and how it began. */
  refused(line: Buffer, reason: string, recordIndex: number): string;
}

const keptOfRefusedLine = 2_000;

/**
 * A writer of ingest rows: an envelope that says whose the record is, then the record's own known keys, so that no
 * record can name an envelope key of its own; what is not known goes into `extra` as text.
 */
export function rowWriter(owner: Owner): RowWriter {
  const { runner, ...rest } = owner;
  const withoutRunner = JSON.stringify(rest).slice(0, -1);
  const envelope = `${withoutRunner},"runner":${JSON.stringify(runner)}`;
  const ids = identities(owner.project, runner);
  return {
    scanned({ text, suite, name, params, hasAttempt }, recordIndex) {
      const { testId, familyId } = ids.ofText(suite, name, params);
      const attempt = hasAttempt ? "" : ',"attempt":1';
      const derived = `,"recordIndex":${recordIndex},"testId":"${testId}","familyId":"${familyId}"${attempt},`;
      return envelope + derived + text.slice(1);
    },
    record(record, recordIndex) {
      const known = record.kind === "submission" ? ownKeysOfSubmission(record.known) : record.known;
      const head = record.kind === "submission" ? withoutRunner : envelope;
      const derived = record.kind === "result" ? derivedOf(ids, record.known) : "";
      return `${head},"recordIndex":${recordIndex}${derived}${extraOf(record)},${JSON.stringify(known).slice(1)}`;
    },
    refused(line, reason, recordIndex) {
      const text = wellFormedText(
        line
          .subarray(0, keptOfRefusedLine * 4)
          .toString("utf8")
          .slice(0, keptOfRefusedLine),
      );
      const own = JSON.stringify({ kind: "refused", line: recordIndex + 1, reason, text });
      return `${envelope},"recordIndex":${recordIndex},${own.slice(1)}`;
    },
  };
}

/** Whose a submission is says the envelope: a token may have decided otherwise than the record. */
function ownKeysOfSubmission(known: RawRecord): RawRecord {
  const { submissionId: _submissionId, project: _project, target: _target, ...own } = known;
  return own;
}

function derivedOf(ids: Identities, result: RawRecord): string {
  const { testId, familyId } = ids.of(result as unknown as NamedTest);
  const failure = result["failure"];
  const print = failure === undefined ? "" : `,"fingerprint":"${fingerprint(failure as Failure)}"`;
  return `,"testId":"${testId}","familyId":"${familyId}"${print}`;
}

function extraOf(record: CheckedRecord): string {
  return record.unknown === undefined ? "" : `,"extra":${JSON.stringify(JSON.stringify(record.unknown))}`;
}
