import { type Attempt, type Failure, fingerprint } from "@backstory/model";
import { fromJsonText } from "./jsonText.ts";

/** Why an attempt that counts as no failure was skipped, or failed as expected; null when its record did not say. */
export function reasonOf(text: string): Attempt["failure"] {
  if (text === "") return null;
  const reason: Failure = fromJsonText(text, {});
  const { type = "", message = "", trace = "" } = reason;
  return { type, message, trace, fingerprint: fingerprint(reason) };
}
