import { ByNames } from "./byNames.ts";
import { type CaseName, isBelow, nameOfCase, placeKey } from "./caseName.ts";
import { ClassesByName } from "./classesByName.ts";
import type { ReportElement } from "./reportElement.ts";
import { nameOfTest, type RerunTest } from "./rerunTests.ts";

/** What is known of names alone. It is gathered once a test is not where the reruns have it. */
interface Names {
  /** The cases of a class and a name, when they stand in one place. */
  readonly cases: ByNames<readonly ReportElement[]>;
  readonly classes: ClassesByName;
  /** How many tests of the reruns have a class and a name. */
  readonly tests: ByNames<number>;
}

/** Which cases of a report are which tests of its reruns. */
export class MatchedCases {
  readonly #cases: readonly ReportElement[];
  readonly #tests: readonly RerunTest[];
  readonly #byPlace = new ByNames<ReportElement[]>();
  #names: Names | undefined;

  constructor(cases: readonly ReportElement[], tests: readonly RerunTest[]) {
    this.#cases = cases;
    this.#tests = tests;
    for (const element of cases) {
      const known = this.#at(nameOfCase(element));
      if (known !== undefined) known.push(element);
      else this.#byPlace.set(placeKey(nameOfCase(element)), nameOfCase(element).name, [element]);
    }
  }

  /**
   * The cases of a test: none when the report does not have it, several when it has it several times. Where suites are
   * called otherwise here and there, the name alone decides if nothing else has it; and so does a class name with
   * something before it.
   */
  of(test: RerunTest): readonly ReportElement[] {
    const name = nameOfTest(test);
    return this.#at(name) ?? this.#elsewhere(name);
  }

  #at(name: CaseName): ReportElement[] | undefined {
    return this.#byPlace.get(placeKey(name), name.name);
  }

  #elsewhere(name: CaseName): readonly ReportElement[] {
    this.#names ??= this.#gathered();
    const { cases, classes, tests } = this.#names;
    const { classname } = name;
    const isOne = tests.get(classname, name.name) === 1;
    const alike = cases.get(classname, name.name);
    if (alike !== undefined) return isOne ? alike : [];
    const similar = [...classes.of(name.name)].filter(
      (other) => isBelow(other, classname) || isBelow(classname, other),
    );
    const [found] = similar;
    if (found === undefined || similar.length > 1) return [];
    return this.#at({ ...name, classname: found }) ?? (isOne ? cases.get(found, name.name) : undefined) ?? [];
  }

  #gathered(): Names {
    const names: Names = { cases: new ByNames(), classes: new ClassesByName(), tests: new ByNames() };
    for (const element of this.#cases) {
      const name = nameOfCase(element);
      const here = this.#at(name) ?? [];
      const known = names.cases.get(name.classname, name.name) ?? here;
      names.cases.set(name.classname, name.name, known === here ? here : []);
      names.classes.add(name);
    }
    for (const test of this.#tests) {
      const { classname, name } = nameOfTest(test);
      names.tests.set(classname, name, (names.tests.get(classname, name) ?? 0) + 1);
    }
    return names;
  }
}
