import type { Run } from "@backstory/model";
import { counted, wholeNumber } from "../format/wholeNumber.ts";

/** One sentence part that says how a run ended, or stands: `3 failed, 1 broken, 2 flaky of 1,240 tests`. */
export function runVerdict(run: Pick<Run, "counts" | "errors" | "state">): string {
  const { counts, errors } = run;
  if (errors === 0) return testsVerdict(run);
  const outside = `${counted(errors, "error")} outside tests`;
  if (counts.total === 0) return `${outside}; no test ran`;
  return `${outside}; ${hasFailure(run) ? testsVerdict(run) : "no test failed"}`;
}

const ofTests: Readonly<Record<Run["state"], (tests: string) => string>> = {
  running: (tests) => `so far, of ${tests} done`,
  complete: (tests) => `of ${tests}`,
  incomplete: (tests) => `of the ${tests} that arrived`,
};

function testsVerdict({ counts, state }: Pick<Run, "counts" | "state">): string {
  const all = counted(counts.total, "test");
  if (counts.total === 0) return state === "running" ? "No test has finished yet" : "No test ran";
  const grave = (["failed", "broken", "flaky"] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${wholeNumber(counts[outcome])} ${outcome}`);
  if (grave.length > 0) return `${grave.join(", ")} ${ofTests[state](all)}`;
  if (state !== "complete") return `None failed ${ofTests[state](all)}`;
  if (counts.skipped === counts.total) return `${all} skipped, none ran`;
  if (counts.total === 1) return "The only test passed";
  return counts.skipped > 0 ? `All ${wholeNumber(counts.passed)} that ran passed, of ${all}` : `All ${all} passed`;
}

function hasFailure({ counts }: Pick<Run, "counts">): boolean {
  return counts.failed + counts.broken > 0;
}
