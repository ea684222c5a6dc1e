import type { RefusedLine } from "../send/postPart.ts";
import { refusalSentence } from "../send/words.ts";
import { exitStatuses } from "./exitStatus.ts";

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

/** The reason of a file that was not tried, because its server does not answer. */
export const unreachable = "it does not answer";

/** What became of a file, as a sentence. */
export function flushSentence({ file, url, records, delivered, refused, reason }: FlushedFile): string {
  if (!delivered) return `${file}: not delivered${url === null ? "" : ` to ${url}`}, because ${reason}.`;
  if (url === null) return `${file}: held no records.`;
  const count = records === 1 ? "1 record" : `${records} records`;
  return `${file}: ${count} delivered to ${url}${refused.length === 0 ? "" : `; ${refusalSentence(refused)}`}.`;
}

/** The exit status of a command that delivered these files, or did not. */
export function flushStatus(files: readonly FlushedFile[]): number {
  const left = files.filter((file) => !file.delivered);
  if (left.length === 0) return exitStatuses.done;
  return left.every(({ reason }) => reason === unreachable) ? exitStatuses.unreachable : exitStatuses.undelivered;
}
