import type { Status } from "@backstory/model";
import type { CaseResult } from "./jestTypes.ts";

/** The status of an attempt and Jest's word for it. What went wrong in a hook is broken. */
export function statusOf({ status, failing, failureMessages }: CaseResult): [Status, string] {
  switch (status) {
    case "passed":
      return failing ? ["passed", "failed as expected"] : ["passed", status];
    case "failed":
      if (failureMessages.length > 0 && failureMessages.every(isOfHook)) return ["broken", "failed in a hook"];
      return failing ? ["failed", "passed unexpectedly"] : ["failed", status];
    default:
      return ["skipped", status];
  }
}

/**
 * Whether a failure came from a hook: Jest does not say so, but its frames do, and the words of a timeout. A hook that
 * threw after it awaited something left no such frame, and looks like its test.
 */
function isOfHook(text: string): boolean {
  if (/Exceeded timeout of [\d.]+ ?m?s for a hook/.test(text)) return true;
  return /\b_callCircusHook\b/.test(text) && !/\b_callCircusTest\b/.test(text);
}
