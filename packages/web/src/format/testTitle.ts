import type { RunResult } from "@backstory/model";

type TestName = Pick<RunResult, "name" | "displayName" | "params">;

/** What a test is called on the page: its title, and its inputs as `a=1, b="x"`, empty when it has none. */
export function testTitle(test: TestName): { title: string; inputs: string } {
  const inputs = Object.entries(test.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return { title: test.displayName || test.name, inputs: inputs.join(", ") };
}
