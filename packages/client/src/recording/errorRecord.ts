import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { LaterRecord } from "../recorder.ts";
import { failureOf } from "./failureOf.ts";

/** The record of what went wrong outside tests. */
export function errorRecord(where: string, error: unknown): LaterRecord {
  const { type, message, trace } = failureOf([error]);
  return {
    kind: "error",
    where: cutText(where, bounds.word),
    message: type === undefined || type === "Error" ? (message ?? "") : cutText(`${type}: ${message}`, bounds.message),
    ...(trace === undefined ? {} : { trace }),
  };
}
