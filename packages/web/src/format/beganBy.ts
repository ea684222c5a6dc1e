import { newSubmissionId } from "@backstory/model";
import { sqlText } from "./sqlText.ts";

/** Looking back, the condition that leaves what began by then: ids sort by the time they were made. */
export function beganBy(
  asof: string | undefined,
  column: "submissionId" | "runId" = "submissionId",
): string | undefined {
  if (asof === undefined) return undefined;
  const firstLater = newSubmissionId(Math.max(0, Date.parse(asof)) + 1, new Uint8Array(10));
  return `${column} < ${sqlText(firstLater)}`;
}
