import type { RunResult } from "@backstory/model";

type TestName = Pick<RunResult, "name" | "displayName" | "params">;

/** What a test is called on the page: its title, and its inputs as `a=1, b="x"`, empty when it has none or its title says them. */
export function testTitle(test: TestName): { title: string; inputs: string } {
  if (test.displayName !== "" && test.displayName !== test.name) return { title: test.displayName, inputs: "" };
  const inputs = Object.entries(test.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return { title: test.name, inputs: inputs.join(", ") };
}
