import { currentTest } from "../inTest/currentTest.ts";
import type { CurrentTest } from "../inTest/facts.ts";
import { type PlaywrightTest, testOfInfo } from "../playwright/currentTest.ts";
import { testOf, type VitestTask } from "../vitest/currentTest.ts";

/** The test that a fixture is made for, from the arguments that its runner handed to it. */
export function testOfFixture([context, , info]: readonly unknown[]): CurrentTest | undefined {
  const task = fieldOf(context, "task") as VitestTask | undefined;
  if (typeof task?.id === "string" && task.type === "test") return testOf(task);
  if (typeof fieldOf(info, "testId") === "string") return testOfInfo(info as PlaywrightTest);
  return currentTest();
}

function fieldOf(value: unknown, name: string): unknown {
  try {
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  } catch {
    return undefined;
  }
}
