/** What one statement of the SQL console may take. */
export const consoleLimits = {
  statementBytes: 65_536,
  seconds: 20,
  rows: 10_000,
  resultBytes: 8_388_608,
  /** What an answer may be as text: the engine counts a value that is the same in all rows once. */
  textBytes: 16_777_216,
  /** How many run at once, and how many may wait for them. */
  atOnce: 2,
  waiting: 16,
} as const;

/** The memory of one statement on a ClickHouse server; the embedded engine gives a third of what it has. */
export const remoteMemoryBytes = 1_000_000_000;

/**
 * The settings under which statements of the console run, in the engine's words. `readonly` comes last: from there on no
 * statement can change a setting, write, or use a table function that reads from elsewhere.
 */
export function consoleSettings(memoryBytes: number): Readonly<Record<string, string | number>> {
  const { seconds, rows, resultBytes, statementBytes } = consoleLimits;
  return {
    max_execution_time: seconds,
    timeout_before_checking_execution_speed: 0,
    max_memory_usage: memoryBytes,
    max_temporary_data_on_disk_size_for_query: 1_000_000_000,
    // One more than is shown tells that there are more. A UNION cuts each of its parts.
    limit: rows + 1,
    max_result_rows: 10 * rows,
    max_result_bytes: resultBytes,
    result_overflow_mode: "throw",
    max_query_size: 4 * statementBytes,
    max_parser_depth: 300,
    max_ast_elements: 20_000,
    max_expanded_ast_elements: 100_000,
    max_threads: 2,
    // The time, and whether somebody stopped it, are looked at between blocks.
    max_block_size: 8_192,
    allow_ddl: 0,
    allow_introspection_functions: 0,
    use_query_cache: 0,
    log_queries: 0,
    date_time_output_format: "iso",
    output_format_json_quote_64bit_integers: 1,
    output_format_json_quote_decimals: 0,
    output_format_json_quote_denormals: 1,
    output_format_json_named_tuples_as_objects: 1,
    do_not_merge_across_partitions_select_final: 1,
    readonly: 1,
  };
}
