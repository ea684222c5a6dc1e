import type { ResultToWrite, Status } from "@backstory/model";
import type { TestResult, TestStep } from "@playwright/test/reporter";

type Phase = NonNullable<ResultToWrite["phases"]>[number];

/**
 * The parts of an attempt: Playwright frames what it does around the test in the steps "Before Hooks", "After Hooks" and
 * "Worker Cleanup". Empty when it told no steps, as of skipped tests.
 */
export function phasesOf({ steps, errors, status }: TestResult, whole: Status): Phase[] {
  const before = steps.find(({ title, category }) => category === "hook" && title === "Before Hooks");
  const after = steps.filter(({ title, category }) => category === "hook" && title !== "Before Hooks");
  if (before === undefined) return [];
  const phases = [phaseOf("setup", [before])];
  if (before.error !== undefined || before.duration < 0) return withTeardown(phases, after);
  const startsAt = before.startTime.getTime() + before.duration;
  const endsAt = after[0]?.startTime.getTime() ?? startsAt;
  phases.push({
    name: "call",
    status: statusOfCall({ errors, status }, { whole, isLast: after.length === 0 }),
    startedAt: new Date(startsAt).toISOString(),
    durationMs: Math.max(0, endsAt - startsAt),
  });
  return withTeardown(phases, after);
}

/** How the test itself ended. When nothing came after it, its worker died in it. */
function statusOfCall(
  { errors, status }: Pick<TestResult, "errors" | "status">,
  { whole, isLast }: { whole: Status; isLast: boolean },
): Status {
  if (status === "skipped" || status === "interrupted") return "skipped";
  if (errors.length === 0 || whole === "passed") return "passed";
  if (whole === "broken") return isLast ? "broken" : "passed";
  return "failed";
}

function withTeardown(phases: readonly Phase[], after: readonly TestStep[]): Phase[] {
  return after.length === 0 ? [...phases] : [...phases, phaseOf("teardown", after)];
}

function phaseOf(name: string, steps: readonly TestStep[]): Phase {
  const [first] = steps;
  return {
    name,
    status: steps.some(({ error, duration }) => error !== undefined || duration < 0) ? "broken" : "passed",
    ...(first === undefined ? {} : { startedAt: first.startTime.toISOString() }),
    durationMs: steps.reduce((sum, { duration }) => sum + Math.max(0, duration), 0),
  };
}
