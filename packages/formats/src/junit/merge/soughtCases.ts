import { isBelow, suitePath } from "./caseName.ts";
import { ClassesByName } from "./classesByName.ts";
import type { ReportElement } from "./reportElement.ts";
import type { ReportFile } from "./reportFile.ts";
import { nameOfTest, testsOfReruns } from "./rerunTests.ts";
import type { Tag } from "./scanTags.ts";
import { mayHaveValue, type SoughtValues } from "./tagValues.ts";
import { TextHashes } from "./textHashes.ts";

/** How many classes with a test of one name are looked at. Where there are more, each case of the name is kept. */
const mostClasses = 50;

/**
 * What of a report its reruns can change, known before the report is read: of all others nothing is kept. It keeps too
 * much rather than too little; what is a test of the reruns is found out later. It serves one reading.
 */
export class SoughtCases {
  readonly #isWhole: boolean;
  /** The classes of the reruns' tests. */
  readonly #classes = new ClassesByName();
  /** What a file can be called that could not be collected: each class of the reruns, and what stands before its dots. */
  readonly #files = new Set<string>();
  /** The suites of the reruns' tests of which none was seen yet. */
  readonly #suites = new Set<string>();
  /** The classes of which no case was seen yet. */
  readonly #unseen = new Set<string>();
  #unseenHashes = new TextHashes([], "utf-8");
  #values: readonly SoughtValues[] = [];
  #hasCase = false;
  #hasSuite = false;

  constructor(reruns: readonly ReportFile[], { isWhole = false }: { readonly isWhole?: boolean } = {}) {
    this.#isWhole = isWhole;
    for (const name of testsOfReruns(reruns).map(nameOfTest)) {
      const { classname } = name;
      this.#classes.add(name);
      if (!this.#files.has(classname)) this.#addFiles(classname);
      if (!isWhole) continue;
      this.#suites.add(name.path.join("\n"));
      this.#unseen.add(classname);
    }
  }

  /** Learns in which encoding the report is. */
  readIn(encoding: string): void {
    this.#unseenHashes = new TextHashes(this.#unseen, encoding);
    this.#values = [
      { attribute: "name", texts: new TextHashes([...this.#classes.names(), ...this.#files], encoding) },
      ...(this.#isWhole ? [{ attribute: "classname", texts: this.#unseenHashes }] : []),
    ];
  }

  /** Whether a case is worth decoding, by the bytes of its tag. */
  mayTake(tag: Tag): boolean {
    return (this.#isWhole && !this.#hasCase) || mayHaveValue(tag, this.#values);
  }

  /** Whether a case is to be kept. A whole merge adds tests where the first one of their class is, or the first of all. */
  takesCase({ name = "", classname = "" }: Readonly<Record<string, string>>): boolean {
    const isFirst = this.#isWhole && (!this.#hasCase || this.#unseen.has(classname));
    this.#hasCase = true;
    if (this.#unseen.delete(classname)) this.#unseenHashes.delete(classname);
    return isFirst || this.#isTest(name, classname) || (classname === "" && this.#files.has(name));
  }

  /** Whether a whole merge can add tests to a suite. */
  takesSuite(suite: ReportElement): boolean {
    if (!this.#isWhole || suite.kind !== "testsuite") return false;
    const isFirst = !this.#hasSuite;
    this.#hasSuite = true;
    return this.#suites.delete(suitePath(suite)) || isFirst;
  }

  #addFiles(classname: string): void {
    this.#files.add(classname);
    for (const { index } of classname.matchAll(/\./g)) this.#files.add(classname.slice(0, index));
  }

  #isTest(name: string, classname: string): boolean {
    const classes = this.#classes.of(name);
    if (classes.size > mostClasses || classes.has(classname)) return true;
    return [...classes].some((other) => isBelow(other, classname) || isBelow(classname, other));
  }
}
