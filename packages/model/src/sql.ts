import { z } from "zod";
import { count, milliseconds, time, word } from "./fields.ts";

/** Under which name a statement of the console can be stopped. */
export const sqlQueryId = z.uuid();

/** One statement for the SQL console. */
export const sqlQuestionSchema = z.object({
  sql: z.string().min(1).max(65_536),
  /** Chosen by who asks, so that it can be stopped before it is answered; made up if left out. */
  queryId: sqlQueryId.optional(),
  by: word.default(""),
});

const wholeNumber = z.number().int().min(0);
const column = z.object({ name: z.string(), type: z.string() });

/**
 * What the console answers. Values stand in the order of the columns, whose types are the engine's; whole numbers of 64
 * bits and more come as text, exactly. `isCut`: there are more rows than the console answers.
 */
export const sqlAnswerSchema = z.object({
  queryId: sqlQueryId,
  columns: z.array(column),
  rows: z.array(z.array(z.unknown())),
  isCut: z.boolean(),
  durationMs: milliseconds,
  readRows: wholeNumber,
  readBytes: wholeNumber,
});

/** What the console answers. */
export type SqlAnswer = z.infer<typeof sqlAnswerSchema>;

/** The tables and views that the console can read, and the limits of one statement. */
export const sqlSchemaSchema = z.object({
  tables: z.array(z.object({ name: z.string(), description: z.string(), columns: z.array(column) })),
  limits: z.object({ seconds: wholeNumber, rows: wholeNumber, resultBytes: wholeNumber }),
});

/** The tables and views that the console can read. */
export type SqlSchema = z.infer<typeof sqlSchemaSchema>;

/** A statement that was asked, and how it ended: `answered`, or the code of the error. */
export const sqlQuerySchema = z.object({
  queryId: sqlQueryId,
  askedAt: time,
  by: z.string(),
  sql: z.string(),
  ended: z.string(),
  durationMs: milliseconds,
  resultRows: count,
  readRows: wholeNumber,
});

/** A statement that was asked, and how it ended. */
export type SqlQuery = z.infer<typeof sqlQuerySchema>;
