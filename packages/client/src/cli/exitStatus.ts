import { BackstoryError, type ErrorCode } from "@backstory/model";

/** What the exit statuses of `backstory` mean. `backstory run` ends with the status of its command instead. */
export const exitStatuses = {
  done: 0,
  failure: 1,
  /** The same number: a script that only knows 0 and 1 stops at either. */
  closed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  undelivered: 5,
} as const;

/** Each exit status in words, as the reference of the command line has it. */
export const exitStatusWords: Readonly<Record<number, string>> = {
  [exitStatuses.done]: "It did what it was asked to do.",
  [exitStatuses.failure]:
    "It could not do it, for a reason that it says; of `backstory gate`: the build or run does not pass.",
  [exitStatuses.usage]: "The words or settings that it was given cannot be understood.",
  [exitStatuses.unreachable]: "The server does not answer.",
  [exitStatuses.refused]: "The server answered that it will not: there is no such thing, or no leave.",
  [exitStatuses.undelivered]: "Some records were delivered, or none had to be, but others are still in the spool.",
};

const byCode: Partial<Record<ErrorCode, number>> = {
  "setting-invalid": exitStatuses.usage,
  "request-invalid": exitStatuses.usage,
  "file-inaccessible": exitStatuses.usage,
  "selector-invalid": exitStatuses.usage,
  "search-invalid": exitStatuses.usage,
  "cursor-invalid": exitStatuses.usage,
  "server-unreachable": exitStatuses.unreachable,
  "server-missing": exitStatuses.failure,
  "unreadable-report": exitStatuses.failure,
  internal: exitStatuses.failure,
};

/** The exit status that tells an error. */
export function exitStatusOf(error: unknown): number {
  if (!(error instanceof BackstoryError)) return exitStatuses.failure;
  return byCode[error.code] ?? exitStatuses.refused;
}
