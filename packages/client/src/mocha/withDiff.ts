import { fieldOf, textField, wordsOf } from "../recording/thrownValue.ts";
import { loadedMocha } from "./loadedMocha.ts";

/**
 * An error with the difference of what it expected and what was there, as Mocha prints it. The error itself when it has
 * none, or tells it in its message.
 */
export function withDiff(error: unknown): unknown {
  const [actual, expected] = [fieldOf(error, "actual"), fieldOf(error, "expected")];
  const isTold = fieldOf(error, "showDiff") === false || fieldOf(error, "generatedMessage") === true;
  if (isTold || expected === undefined || typeof actual !== typeof expected) return error;
  const diff = loadedMocha()?.Mocha.reporters.Base.generateDiff(wordsOf(actual), wordsOf(expected));
  if (diff === undefined) return error;
  return {
    name: textField(error, "name"),
    message: fieldOf(error, "message"),
    stack: textField(error, "stack"),
    cause: fieldOf(error, "cause"),
    errors: fieldOf(error, "errors"),
    diff: diff.trim().replaceAll(/^ {6}/gm, ""),
  };
}
