import { unreadable } from "../../unreadable.ts";
import { type CaseName, nameOfCase, placeKey, spoken, suitePath } from "./caseName.ts";
import { Counters } from "./counters.ts";
import { type Edit, Edits } from "./edits.ts";
import { MatchedCases } from "./matchedCases.ts";
import type { ReportElement } from "./reportElement.ts";
import type { ReportFile } from "./reportFile.ts";
import {
  childrenOfKinds,
  hasFailed,
  hasPassed,
  nameOfTest,
  numberIn,
  problemKinds,
  type RerunTest,
  secondsOf,
  testsOfReruns,
} from "./rerunTests.ts";

/** What a merge is to do. */
export interface MergeOptions {
  /** Whether the report shall tell the reruns' result of each of their tests, and not only what they healed. */
  readonly isWhole?: boolean;
  /** Whether a healed case gets a property that says so. */
  readonly isMarked?: boolean;
}

/** What changes in a report, and its tests by what became of them. */
export interface Merge {
  readonly edits: readonly Edit[];
  readonly healed: readonly string[];
  readonly stillFailing: readonly string[];
  readonly newlyFailing: readonly string[];
  readonly added: readonly string[];
  /** Tests of the reruns that the report does not have. */
  readonly unknown: readonly string[];
}

const failing = ["failure", "error"];
/** What surefire tells of attempts that failed beside the failure of the last one. */
const failedAttempts = ["rerunFailure", "rerunError"];
const outputs = ["system-out", "system-err"];

/**
 * Brings a report up to date with reruns of its tests, in their order. Without options only what failed and now passes
 * changes: its failures go, and are taken off the numbers of its suites. What a rerun failed or skipped stays as it was.
 */
export function mergeReports(first: ReportFile, reruns: readonly ReportFile[], options: MergeOptions = {}): Merge {
  return new Merging(first, options).withReruns(reruns);
}

class Merging {
  readonly #first: ReportFile;
  readonly #options: MergeOptions;
  readonly #edits: Edits;
  readonly #counters: Counters;
  /** Where tests of a suite and a class are added. */
  readonly #suites = new Map<string, ReportElement>();
  readonly #told = {
    healed: [] as string[],
    stillFailing: [] as string[],
    newlyFailing: [] as string[],
    added: [] as string[],
    unknown: [] as string[],
  };

  constructor(first: ReportFile, options: MergeOptions) {
    this.#first = first;
    this.#options = options;
    this.#edits = new Edits(first.encoding);
    this.#counters = new Counters(first);
  }

  withReruns(reruns: readonly ReportFile[]): Merge {
    const tests = testsOfReruns(reruns);
    const matched = new MatchedCases(this.#first.cases, tests);
    const changed = new Set<ReportElement>();
    for (const test of tests) {
      const cases = matched.of(test).filter((element) => !changed.has(element));
      for (const element of cases) changed.add(element);
      if (cases.length > 0) this.#changeEach(test, cases);
      else if (this.#options.isWhole) this.#add(test);
      else this.#told.unknown.push(spoken(nameOfTest(test)));
    }
    this.#healFiles(tests, changed);
    this.#counters.write(this.#edits);
    return { edits: this.#edits.made(), ...this.#told };
  }

  /** As many cases of one name here as there are those of each other, in their order: some producers repeat names. */
  #changeEach(test: RerunTest, cases: readonly ReportElement[]): void {
    if (cases.length !== test.cases.length) {
      this.#change(test, cases);
      return;
    }
    for (const [index, element] of test.cases.entries()) {
      this.#change({ ...test, cases: [element] }, cases.slice(index, index + 1));
    }
  }

  #change(test: RerunTest, cases: readonly ReportElement[]): void {
    const wasFailing = cases.some((element) => childrenOfKinds(element, failing).length > 0);
    const isHealed = hasPassed(test);
    if (wasFailing && isHealed) this.#told.healed.push(spoken(nameOfTest(test)));
    else if (wasFailing && hasFailed(test)) this.#told.stillFailing.push(spoken(nameOfTest(test)));
    else if (hasFailed(test)) this.#told.newlyFailing.push(spoken(nameOfTest(test)));
    if (isHealed) {
      for (const element of cases) this.#clear(element, this.#options.isWhole ? problemKinds : failing);
      if (wasFailing) this.#mark(cases[0]);
    }
    if (this.#options.isWhole) this.#replace(test, cases);
  }

  #clear(element: ReportElement, kinds: readonly string[]): void {
    const problems = childrenOfKinds(element, kinds);
    for (const problem of problems) this.#edits.remove(problem);
    this.#counters.takeOff(
      element,
      problems.map(({ kind }) => kind),
    );
    if (problems.length > 0)
      for (const attempt of childrenOfKinds(element, failedAttempts)) this.#edits.remove(attempt);
  }

  #mark(element: ReportElement | undefined): void {
    if (element === undefined || !this.#options.isMarked) return;
    const property = '<property name="backstory.healed" value="true"/>';
    const [properties] = childrenOfKinds(element, ["properties"]);
    if (properties !== undefined) this.#edits.append(properties, property);
    else if (element.isEmpty) this.#edits.append(element, `<properties>${property}</properties>`);
    else this.#edits.insert(element.openEnd, `<properties>${property}</properties>`);
  }

  /** Puts the rerun's result into the first of the cases; the other ones of the same name are cleared. */
  #replace(test: RerunTest, cases: readonly ReportElement[]): void {
    const [first] = cases;
    if (first === undefined) return;
    for (const element of cases) {
      if (!hasPassed(test)) this.#clear(element, problemKinds);
      for (const told of childrenOfKinds(element, [...outputs, ...failedAttempts])) this.#edits.remove(told);
    }
    this.#counters.put(first, problemsOf(test));
    const seconds = secondsOf(test);
    const before = numberIn(first.attributes["time"]);
    if (seconds !== undefined && before !== undefined && Math.abs(seconds - before) >= 0.0005) {
      this.#counters.retime(first, seconds);
      this.#edits.setAttribute(first, "time", seconds.toFixed(3));
    }
    for (const element of test.cases) {
      for (const { start, end } of childrenOfKinds(element, [...problemKinds, ...failedAttempts, ...outputs])) {
        this.#edits.append(first, { report: test.report, start, end });
      }
    }
  }

  #add(test: RerunTest): void {
    const suite = this.#suiteFor(test);
    for (const element of test.cases) {
      this.#edits.append(suite, { report: test.report, start: element.start, end: element.end });
    }
    this.#counters.addCase(suite, problemsOf(test), secondsOf(test) ?? 0);
    this.#told.added.push(spoken(nameOfTest(test)));
    if (hasFailed(test)) this.#told.newlyFailing.push(spoken(nameOfTest(test)));
  }

  /** The suite of the same name, else that of other tests of its class, else the first with tests, else the first of all. */
  #suiteFor(test: RerunTest): ReportElement {
    const name = nameOfTest(test);
    const key = placeKey(name);
    const suite = this.#suites.get(key) ?? this.#searchedSuite(name);
    this.#suites.set(key, suite);
    return suite;
  }

  #searchedSuite(name: CaseName): ReportElement {
    const path = name.path.join("\n");
    const { cases, suites } = this.#first;
    const found =
      suites.find((suite) => suite.kind === "testsuite" && suitePath(suite) === path) ??
      cases.find(({ attributes }) => name.classname !== "" && attributes["classname"] === name.classname)?.parent ??
      cases[0]?.parent ??
      suites.find(({ kind }) => kind === "testsuite");
    if (found === undefined) throw unreadable("JUnit XML", "it has no <testsuite> to which a test could be added");
    return found;
  }

  /** pytest has a case without a class for a file that it could not collect, and none once it can. */
  #healFiles(tests: readonly RerunTest[], changed: ReadonlySet<ReportElement>): void {
    const classnames = new Set(tests.map((test) => nameOfTest(test).classname));
    for (const element of this.#first.cases) {
      const name = nameOfCase(element);
      if (name.classname !== "" || changed.has(element) || childrenOfKinds(element, ["error"]).length === 0) continue;
      if (![...classnames].some((other) => other === name.name || other.startsWith(`${name.name}.`))) continue;
      this.#clear(element, failing);
      this.#mark(element);
      this.#told.healed.push(spoken(name));
    }
  }
}

function problemsOf({ cases }: RerunTest): string[] {
  return cases.flatMap((element) => childrenOfKinds(element, problemKinds).map(({ kind }) => kind));
}
