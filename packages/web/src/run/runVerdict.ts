import type { Run } from "@backstory/model";
import { counted, wholeNumber } from "../format/wholeNumber.ts";

/** One sentence part that says how a run ended: `3 failed, 1 broken, 2 flaky of 1,240 tests`. */
export function runVerdict(run: Pick<Run, "counts" | "errors">): string {
  const { counts } = run;
  const grave = (["failed", "broken", "flaky"] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${wholeNumber(counts[outcome])} ${outcome}`);
  const all = counted(counts.total, "test");
  if (run.errors > 0) {
    const errors = counted(run.errors, "error");
    if (counts.total === 0) return `${errors} outside tests; no test ran`;
    return `${errors} outside tests; ${grave.length > 0 ? `${grave.join(", ")} of ${all}` : "no test failed"}`;
  }
  if (counts.total === 0) return "No test ran";
  if (grave.length > 0) return `${grave.join(", ")} of ${all}`;
  if (counts.skipped === counts.total) return `${all} skipped, none ran`;
  return counts.skipped > 0 ? `All ${wholeNumber(counts.passed)} that ran passed, of ${all}` : `All ${all} passed`;
}
