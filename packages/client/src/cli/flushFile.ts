import { readFile } from "node:fs/promises";
import { deliverFile } from "../send/deliverFile.ts";
import { destinationUrl } from "../settings.ts";
import { removeSpoolFile } from "../spool/keptFiles.ts";
import { releaseLock, takeLock } from "../spool/spoolLock.ts";
import { submissionOf } from "../spool/submissionOf.ts";
import { type FlushedFile, unreachable } from "./flushedFile.ts";
import { localServer } from "./serverOf.ts";

/** Where files go: the address that was asked for, else the one that each file names. */
export interface FlushOptions {
  readonly url: URL | undefined;
  readonly token: string | undefined;
  readonly isKept: boolean;
  /** Whether a server answers there; asked before each file. */
  readonly isServing: (url: URL) => Promise<boolean>;
}

const waitMs = 10 * 60_000;
const directOnly = "only 'python -m pytest_backstory.replay' writes to ClickHouse itself";

/** Delivers one file, holding its lock meanwhile, and deletes it then unless it is to be kept. */
export async function flushFile(file: string, lockPath: string, options: FlushOptions): Promise<FlushedFile> {
  const submission = await submissionOf(file);
  if (submission === undefined) return nobodysFile(file, options.isKept);
  const { submissionId } = submission;
  if (options.url === undefined && submission.destination?.startsWith("clickhouse")) {
    return { ...nothingOf(file, submissionId, submission.destination), reason: directOnly };
  }
  const url = options.url ?? destinationUrl(submission.destination ?? localServer);
  const about = { file, submissionId, url: url.href };
  if (!(await options.isServing(url))) {
    return { ...about, records: 0, delivered: false, refused: [], reason: unreachable };
  }
  releaseLock(lockPath);
  takeLock(lockPath);
  try {
    const to = { url, token: options.token, submissionId, waitMs };
    const { delivered, total, refused, failure } = await deliverFile(file, to);
    if (delivered && !options.isKept) removeSpoolFile(file);
    return { ...about, records: total, delivered, refused, ...(failure === undefined ? {} : { reason: failure }) };
  } finally {
    releaseLock(lockPath);
  }
}

function nothingOf(file: string, submissionId: string, url: string): FlushedFile {
  return { file, submissionId, url, records: 0, delivered: false, refused: [] };
}

/** A file without a submission: empty, as a recorder leaves it that is killed at its very start, or damaged. */
async function nobodysFile(file: string, isKept: boolean): Promise<FlushedFile> {
  const nothing = { file, submissionId: null, url: null, records: 0, refused: [] };
  if ((await readFile(file)).includes("\n")) {
    return { ...nothing, delivered: false, reason: "its first line does not say whose records these are" };
  }
  if (!isKept) removeSpoolFile(file);
  return { ...nothing, delivered: true };
}
