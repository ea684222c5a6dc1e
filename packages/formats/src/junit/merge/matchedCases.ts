import { type CaseName, isBelow, nameOfCase, pathKey, shortKey } from "./caseName.ts";
import type { ReportElement } from "./reportElement.ts";
import type { RerunTest } from "./rerunTests.ts";

/** Which cases of a report are which tests of its reruns. */
export class MatchedCases {
  readonly #byName = new Map<string, Map<string, ReportElement[]>>();
  readonly #classnames = new Map<string, Set<string>>();
  /** How many tests of the reruns have one name. */
  readonly #tests = new Map<string, number>();

  constructor(cases: readonly ReportElement[], tests: readonly RerunTest[]) {
    for (const element of cases) this.#add(element, nameOfCase(element));
    for (const { name } of tests) this.#tests.set(shortKey(name), (this.#tests.get(shortKey(name)) ?? 0) + 1);
  }

  /**
   * The cases of a test: none when the report does not have it, several when it has it several times. Where suites are
   * called otherwise here and there, the name alone decides if nothing else has it; and so does a class name with
   * something before it.
   */
  of({ name }: RerunTest): readonly ReportElement[] {
    const exact = this.#byName.get(shortKey(name));
    if (exact !== undefined) return exact.get(pathKey(name)) ?? this.#only(exact, name);
    const similar = [...(this.#classnames.get(name.name) ?? [])].filter(
      (other) => isBelow(other, name.classname) || isBelow(name.classname, other),
    );
    const [classname] = similar;
    if (classname === undefined || similar.length > 1) return [];
    const named = { ...name, classname };
    const found = this.#byName.get(shortKey(named)) ?? new Map();
    return found.get(pathKey(named)) ?? this.#only(found, name);
  }

  #only(bySuites: ReadonlyMap<string, ReportElement[]>, name: CaseName): readonly ReportElement[] {
    const [cases = []] = bySuites.values();
    return bySuites.size === 1 && this.#tests.get(shortKey(name)) === 1 ? cases : [];
  }

  #add(element: ReportElement, name: CaseName): void {
    const bySuites = this.#byName.get(shortKey(name)) ?? new Map<string, ReportElement[]>();
    this.#byName.set(shortKey(name), bySuites);
    const cases = bySuites.get(pathKey(name)) ?? [];
    bySuites.set(pathKey(name), cases);
    cases.push(element);
    const classnames = this.#classnames.get(name.name) ?? new Set();
    this.#classnames.set(name.name, classnames);
    classnames.add(name.classname);
  }
}
