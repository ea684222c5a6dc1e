import type { CliOptions } from "vitest/node";
import { filesOf, fullNamePattern } from "../rerun/fullNames.ts";
import type { RerunPlan } from "../rerun/runNote.ts";
import type { VitestTask } from "./vitestWords.ts";

/** The task cut down to the tests of a plan: their files, and their names. What a part of the tests covers says nothing. */
export function narrowVitest({ options }: VitestTask, plan: RerunPlan): VitestTask {
  const narrowed = {
    ...options,
    testNamePattern: fullNamePattern(plan.tests),
    coverage: { enabled: false },
    passWithNoTests: true,
  } as CliOptions;
  return { filters: filesOf(plan), options: narrowed };
}
