import type { TestCase, TestModule } from "vitest/node";
import { RepeatedNames } from "../recording/repeatedNames.ts";

/** The names of a module's tests that only one test of its suite has, known once the module is collected. */
export class TestNames {
  readonly #names = new Map<string, string>();

  /** Names the tests of a module. Two suites of one name count as one. */
  collect(module: TestModule, suiteOf: (test: TestCase) => string): void {
    const repeated = new RepeatedNames();
    for (const test of module.children.allTests()) {
      const name = repeated.next(suiteOf(test), test.name);
      if (name !== test.name) this.#names.set(test.id, name);
    }
  }

  nameOf(test: TestCase): string {
    return this.#names.get(test.id) ?? test.name;
  }
}
