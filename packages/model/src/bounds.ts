/** The largest sizes that a record may have. Lengths of text are in UTF-16 code units. */
export const bounds = {
  /** Names, suites, paths, types, labels and other words. */
  word: 4_096,
  /** Messages of failures, descriptions, payloads of events. */
  message: 65_536,
  /** Traces and captured output; a recorder cuts longer ones and says so. */
  text: 1_048_576,
  /** Entries of one list or one map. */
  entries: 1_000,
  /** One line of NDJSON, in bytes. */
  lineBytes: 8 * 1_048_576,
} as const;
