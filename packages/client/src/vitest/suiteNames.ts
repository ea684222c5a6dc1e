import type { TestCase, TestModule, TestSuite } from "vitest/node";
import { pathFrom } from "../recording/pathFrom.ts";

/**
 * The suite of tests: `path/from/root.test.ts > describe > describe`. A named Vitest project stands before it as Vitest
 * prints it (`|web| path …`), because two projects may run the same file and are told apart by Vitest, too.
 */
export class SuiteNames {
  readonly #root: string;
  readonly #names = new WeakMap<TestSuite | TestModule, string>();
  readonly #files = new WeakMap<TestModule, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The file of a module, from the root, with forward slashes. */
  fileOf(module: TestModule): string {
    const known = this.#files.get(module);
    if (known !== undefined) return known;
    const file = pathFrom(this.#root, module.moduleId);
    this.#files.set(module, file);
    return file;
  }

  /** The suite that a test stands in, or the name that a suite or module has itself. */
  of(entity: TestCase | TestSuite | TestModule): string {
    const parent = entity.type === "test" ? entity.parent : entity;
    const known = this.#names.get(parent);
    if (known !== undefined) return known;
    const name = parent.type === "module" ? this.#nameOfModule(parent) : `${this.of(parent.parent)} > ${parent.name}`;
    this.#names.set(parent, name);
    return name;
  }

  #nameOfModule(module: TestModule): string {
    const project = module.project.name;
    return project === "" ? this.fileOf(module) : `|${project}| ${this.fileOf(module)}`;
  }
}
