import { BackstoryError, type SqlAnswer } from "@backstory/model";
import { type Connection, EngineError } from "../connection.ts";
import { literal } from "../literal.ts";
import { consoleLimits } from "./consoleLimits.ts";
import { judgeStatement, type Surroundings } from "./judgeStatement.ts";
import { readableTables } from "./readableTables.ts";
import { type Reading, readStatement } from "./readStatement.ts";

/** A statement as somebody wrote it, and the name under which it can be stopped. */
export interface ConsoleQuestion {
  readonly sql: string;
  readonly queryId: string;
}

/** The part of an answer that the engine gives. */
export type ConsoleRows = Pick<SqlAnswer, "columns" | "rows" | "isCut" | "readRows" | "readBytes">;

interface CompactAnswer {
  readonly meta: SqlAnswer["columns"];
  readonly data: SqlAnswer["rows"];
  readonly statistics?: { readonly rows_read: number; readonly bytes_read: number };
}

/**
 * Runs one reading statement that a person wrote. The engine formats it first and says how it understood what it
 * formatted; that is judged, and that text is run, so that what is judged and what is run cannot differ.
 */
export async function askConsole(connection: Connection, { sql, queryId }: ConsoleQuestion): Promise<ConsoleRows> {
  const ask = (statement: string, format: "JSONCompact" | "TSVRaw") =>
    connection.console.ask({ sql: statement, format, mark: queryId }).catch(asConsoleError);
  const canonical = await ask(`SELECT formatQuerySingleLine(${literal(withoutEnd(sql), "String")})`, "TSVRaw");
  const reading = readStatement(canonical.trimEnd());
  const surroundings = await surroundingsOf(connection);
  if (reading.kind === "tables") return tablesThatAre(surroundings);
  if (reading.kind === "select") judgeStatement(await ask(`EXPLAIN AST ${reading.select}`, "TSVRaw"), surroundings);
  const answer = JSON.parse(await ask(statementOf(reading), "JSONCompact")) as CompactAnswer;
  return {
    columns: answer.meta,
    rows: answer.data.slice(0, consoleLimits.rows),
    isCut: answer.data.length > consoleLimits.rows,
    readRows: answer.statistics?.rows_read ?? 0,
    readBytes: answer.statistics?.bytes_read ?? 0,
  };
}

/** What the console may read in this database, and what it is kept from. */
async function surroundingsOf(connection: Connection): Promise<Surroundings> {
  const [tables, databases] = await Promise.all([
    connection.query<{ name: string; database: string }>(
      "SELECT name, database FROM system.tables WHERE database = currentDatabase() ORDER BY name",
    ),
    connection.query<{ name: string }>("SELECT name FROM system.databases"),
  ]);
  const names = tables.map(({ name }) => name);
  return {
    database: tables[0]?.database ?? "",
    databases: ["system", "information_schema", ...databases.map(({ name }) => name)],
    readable: new Set(names.filter((name) => Object.hasOwn(readableTables, name))),
    hidden: names.filter((name) => !Object.hasOwn(readableTables, name)),
  };
}

function statementOf(reading: Exclude<Reading, { kind: "tables" }>): string {
  return reading.kind === "describe" ? `DESCRIBE TABLE \`${reading.table}\`` : `${reading.explain}${reading.select}`;
}

/** The semicolon that people put at the end says nothing; one in between makes two statements, which the engine refuses. */
function withoutEnd(sql: string): string {
  return sql.replace(/[;\s]+$/, "");
}

function tablesThatAre({ readable }: Surroundings): ConsoleRows {
  const rows = [...readable].map((name) => [name, readableTables[name] ?? ""]);
  const columns = ["name", "description"].map((name) => ({ name, type: "String" }));
  return { columns, rows, isCut: false, readRows: 0, readBytes: 0 };
}

const limitCodes: Readonly<Record<number, string>> = {
  158: "It reads more rows than one statement may",
  159: `It takes longer than ${consoleLimits.seconds} seconds`,
  167: "It is nested too deeply",
  168: "It is too large",
  241: "It needs more memory than one statement may have",
  243: "It needs more room on disk than one statement may have",
  306: "It is nested too deeply",
  396: `Its answer is larger than ${consoleLimits.resultBytes / 1_048_576} MiB, or has more than ${10 * consoleLimits.rows} rows`,
};

function asConsoleError(error: unknown): never {
  if (!(error instanceof EngineError) || error.clickhouseCode === 0) throw error;
  const { clickhouseCode, message } = error;
  const limit = limitCodes[clickhouseCode];
  if (limit !== undefined) throw new BackstoryError("sql-limit", `${limit}.`, {}, error);
  if (clickhouseCode === 394) throw new BackstoryError("sql-stopped", "The statement was stopped.", {}, error);
  throw new BackstoryError("sql-failed", engineWords(message), {}, error);
}

/** What the engine says, without its code, the statement of ours around it, and its version. */
function engineWords(message: string): string {
  return message
    .replace(/^(?:Code: \d+\. )?(?:DB::Exception: )+/, "")
    .replace(/: In scope SELECT formatQuerySingleLine\(.*$/s, "")
    .replace(/ \(version [^)]*\)/, "")
    .replace(/ ?\([A-Z_]+\)\s*$/, "")
    .slice(0, 2_000);
}
