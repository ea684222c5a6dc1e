import type { TestCase, TestModule } from "vitest/node";

/**
 * Tells tests apart that have one name in one suite, as `test.each` without placeholders makes them: the second is
 * `name #2`, and so on in the order of the file. Without that they would pass for attempts of one test.
 */
export class RepeatedNames {
  readonly #numbers = new Map<string, number>();

  /** Numbers the tests of a module, once it is collected. Two suites of one name count as one. */
  collect(module: TestModule, suiteOf: (test: TestCase) => string): void {
    const seen = new Map<string, Map<string, number>>();
    for (const test of module.children.allTests()) {
      const suite = suiteOf(test);
      const names = seen.get(suite) ?? new Map<string, number>();
      seen.set(suite, names);
      const number = (names.get(test.name) ?? 0) + 1;
      names.set(test.name, number);
      if (number > 1) this.#numbers.set(test.id, number);
    }
  }

  /** The name that only this test has in its suite. */
  nameOf(test: TestCase): string {
    const number = this.#numbers.size === 0 ? undefined : this.#numbers.get(test.id);
    return number === undefined ? test.name : `${test.name} #${number}`;
  }
}
