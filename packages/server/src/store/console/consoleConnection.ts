import { EngineError } from "../connection.ts";

/** The engine as the SQL console has it: under limits, and unable to write. Nothing else should ask what strangers wrote. */
export interface ConsoleConnection {
  /**
   * The answer to one statement in a format of the engine. `mark` stands in the statement's text, so that `stop` finds it.
   * The statement goes to the engine as it is: it has to be judged before.
   */
  ask(statement: ConsoleStatement): Promise<string>;
  /** Ends the statement with this mark, if it runs. */
  stop(mark: string): Promise<void>;
  close(): Promise<void>;
}

/** One statement for the console's connection. */
export interface ConsoleStatement {
  readonly sql: string;
  readonly format: "JSONCompact" | "TSVRaw";
  readonly mark: string;
}

/** A statement with its mark in front, as the engine's list of processes shows it. */
export function markedText({ mark, sql }: ConsoleStatement): string {
  return `${prefixOf(mark)}${sql}`;
}

/** What finds the processes of a mark. The statement that looks for it does not begin like that itself. */
export function stopStatement(mark: string): string {
  return `KILL QUERY WHERE startsWith(query, '${prefixOf(mark)}') ASYNC`;
}

/** The error of an answer that is too long to be handed on, in the engine's number for it. */
export function tooLong(): EngineError {
  return new EngineError("The answer is too long", 396, undefined);
}

function prefixOf(mark: string): string {
  if (!/^[\w-]{1,100}$/.test(mark)) throw new TypeError(`${JSON.stringify(mark)} cannot be a mark`);
  return `/* console ${mark} */ `;
}
