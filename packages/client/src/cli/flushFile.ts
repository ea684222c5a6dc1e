import { deliverFile } from "../send/deliverFile.ts";
import type { RefusedLine } from "../send/postPart.ts";
import { refusalSentence } from "../send/words.ts";
import { destinationUrl } from "../settings.ts";
import { removeSpoolFile } from "../spool/keptFiles.ts";
import { releaseLock, takeLock } from "../spool/spoolLock.ts";
import { submissionOf } from "../spool/submissionOf.ts";
import { localServer } from "./serverOf.ts";

/** What became of one spool file. `reason` says why it was not delivered. */
export interface FlushedFile {
  readonly file: string;
  readonly submissionId: string | null;
  readonly url: string | null;
  readonly records: number;
  readonly delivered: boolean;
  readonly refused: readonly RefusedLine[];
  readonly reason?: string;
}

/** Where files go: the address that was asked for, else the one that each file names. */
export interface FlushOptions {
  readonly url: URL | undefined;
  readonly token: string | undefined;
  readonly isKept: boolean;
}

const waitMs = 10 * 60_000;

/** Delivers one file, holding its lock meanwhile, and deletes it then unless it is to be kept. */
export async function flushFile(file: string, lockPath: string, options: FlushOptions): Promise<FlushedFile> {
  const nothing = { file, submissionId: null, url: null, records: 0, refused: [] };
  const submission = await submissionOf(file);
  if (submission === undefined) {
    return { ...nothing, delivered: false, reason: "its first line does not say whose records these are" };
  }
  const { submissionId } = submission;
  const url = options.url ?? destinationUrl(submission.destination ?? localServer);
  releaseLock(lockPath);
  takeLock(lockPath);
  try {
    const { delivered, total, refused, failure } = await deliverFile(file, {
      url,
      token: options.token,
      submissionId,
      waitMs,
    });
    if (delivered && !options.isKept) removeSpoolFile(file);
    const reason = failure === undefined ? {} : { reason: failure };
    return { file, submissionId, url: url.href, records: total, delivered, refused, ...reason };
  } finally {
    releaseLock(lockPath);
  }
}

/** What became of a file, as a sentence. */
export function flushSentence({ file, url, records, delivered, refused, reason }: FlushedFile): string {
  const count = records === 1 ? "1 record" : `${records} records`;
  if (!delivered) return `${file}: not delivered${url === null ? "" : ` to ${url}`}, because ${reason}.`;
  return `${file}: ${count} delivered to ${url}${refused.length === 0 ? "" : `; ${refusalSentence(refused)}`}.`;
}
