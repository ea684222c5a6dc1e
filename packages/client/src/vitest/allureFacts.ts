import type { TestCase } from "vitest/node";
import type { Fact } from "../inTest/facts.ts";

/** What a test told Allure's integration with Vitest, which carries it in `task.meta`. */
export function allureFacts(test: TestCase): Fact[] {
  const { allureRuntimeMessages: messages } = test.meta() as { allureRuntimeMessages?: unknown };
  return Array.isArray(messages) ? messages.map((message) => ({ fact: "allure", message })) : [];
}
