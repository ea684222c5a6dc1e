import type { ConsoleConnection } from "./console/consoleConnection.ts";
import type { ParameterValue } from "./literal.ts";

/** The values of a statement's `{name:Type}` places. */
export type Parameters = Readonly<Record<string, ParameterValue>>;

/**
 * The engine, wherever it runs. Statements are ClickHouse SQL with `{name:Type}` places; the same text goes to both kinds.
 * Times come out as ISO 8601 with milliseconds and `Z`, ids and texts as strings, counts and durations as numbers.
 */
export interface Connection {
  /** The rows that a SELECT answers. Give it no SETTINGS and no FORMAT: those are the connection's. */
  query<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** Runs a statement that answers nothing, after the ones before it: DDL or INSERT. */
  command(sql: string, parameters?: Parameters): Promise<void>;
  /** Inserts a file of NDJSON rows into a table; resolves when the tables behind it have them. */
  insertFile(table: string, path: string): Promise<void>;
  /** For what people write in the SQL console: under limits, and unable to write. */
  readonly console: ConsoleConnection;
  /** Closes it, once the statements in flight have ended. */
  close(): Promise<void>;
}

/** What the engine answered instead of rows. `clickhouseCode` is its own number, 0 when it could not be reached at all. */
export class EngineError extends Error {
  readonly clickhouseCode: number;

  constructor(message: string, clickhouseCode: number, cause: unknown) {
    super(message, { cause });
    this.name = "EngineError";
    this.clickhouseCode = clickhouseCode;
  }
}

/** How every answer is written, in the words of the engine's settings. */
export const outputSettings = [
  "date_time_output_format = 'iso'",
  "output_format_json_quote_64bit_integers = 0",
  "output_format_json_quote_decimals = 0",
  "output_format_json_named_tuples_as_objects = 1",
  "do_not_merge_across_partitions_select_final = 1",
].join(", ");

/**
 * How NDJSON rows are read and written: ISO times, nested objects as text, keys that no column has left out. Reading with
 * one thread and leaving duplicates to the merges takes a fifth less of the machine for a segment.
 */
export const inputSettings = [
  "date_time_input_format = 'best_effort'",
  "input_format_skip_unknown_fields = 1",
  "input_format_json_read_objects_as_strings = 1",
  "input_format_json_read_arrays_as_strings = 1",
  "input_format_json_read_bools_as_numbers = 1",
  "input_format_null_as_default = 1",
  "input_format_parallel_parsing = 0",
  "optimize_on_insert = 0",
  "async_insert = 0",
].join(", ");

/** How long a statement may be: long lists of ids and rows of summaries stand in it. */
export const maxStatementBytes = 268_435_456;
