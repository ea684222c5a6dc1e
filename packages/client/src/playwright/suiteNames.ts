import type { Suite, TestCase } from "@playwright/test/reporter";
import { pathFrom } from "../recording/pathFrom.ts";

/**
 * The suite of tests: `path/from/root.spec.ts > describe > describe`. A named Playwright project stands before it
 * (`|firefox| path …`), because projects run the same files and are told apart by Playwright, too.
 */
export class SuiteNames {
  readonly #root: string;
  readonly #names = new WeakMap<Suite, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** A path from the root, with forward slashes. */
  fileOf(path: string): string {
    return pathFrom(this.#root, path);
  }

  of(test: TestCase): string {
    const known = this.#names.get(test.parent);
    if (known !== undefined) return known;
    const [, project = "", file = "", ...describes] = test.parent.titlePath();
    const path = fileSuiteOf(test.parent)?.location?.file;
    const words = [path === undefined ? file : this.fileOf(path), ...describes].join(" > ");
    const name = project === "" ? words : `|${project}| ${words}`;
    this.#names.set(test.parent, name);
    return name;
  }
}

/** The suites are, from the outside: the run, a project, a file, and then what `describe` made. */
function fileSuiteOf(suite: Suite): Suite | undefined {
  const chain: Suite[] = [];
  for (let each: Suite | undefined = suite; each !== undefined; each = each.parent) chain.unshift(each);
  return chain[2];
}
