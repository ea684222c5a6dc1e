import type { ResultToWrite } from "@backstory/model";
import type { TestStep } from "@playwright/test/reporter";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { failureOf } from "../recording/failureOf.ts";
import { isHook } from "./statusOf.ts";
import { thrownOf } from "./thrownOf.ts";

type Steps = NonNullable<ResultToWrite["steps"]>;

const deepest = 20;

/**
 * The steps of an attempt, the first thousand. What only frames others (Playwright's "Before Hooks" with nothing in it)
 * is left out: the phases tell of it.
 */
export function stepsOf(steps: readonly TestStep[]): Steps {
  let left: number = bounds.entries;
  const told = (each: readonly TestStep[], depth: number): Steps => {
    const list: Steps = [];
    for (const step of each) {
      if (left === 0 || depth === deepest) break;
      if (isHook(step) && depth === 0 && step.steps.length === 0 && step.error === undefined) continue;
      left--;
      list.push({ ...stepOf(step), ...nested("steps", told(step.steps, depth + 1)) });
    }
    return list;
  };
  return told(steps, 0);
}

function stepOf(step: TestStep) {
  const { title, category, startTime, duration, error, location } = step;
  // One that never ended has the duration -1.
  const isOver = duration >= 0;
  const failure = error && failureOf([thrownOf(error)]);
  return {
    name: cutText(title, bounds.word),
    category,
    status: error === undefined && isOver ? "passed" : "failed",
    startedAt: startTime.toISOString(),
    ...(isOver ? { durationMs: duration } : {}),
    ...(location === undefined ? {} : { line: location.line }),
    ...(failure === undefined ? {} : { failure: { message: cutText(failure.message ?? "", bounds.word) } }),
    ...nested(
      "attachments",
      // Playwright before 1.50 did not tell.
      (step.attachments ?? []).map(({ name }) => cutText(name, bounds.word)),
    ),
  };
}

function nested<Key extends string, Item>(key: Key, items: readonly Item[]) {
  return items.length === 0 ? {} : { [key]: [...items] };
}
