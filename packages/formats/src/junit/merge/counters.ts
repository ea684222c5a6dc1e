import type { Edits } from "./edits.ts";
import { type ReportElement, suitesAround } from "./reportElement.ts";
import type { ReportFile } from "./reportFile.ts";
import { numberIn } from "./rerunTests.ts";

/** What suites call the number of the cases that have such a child. */
const attributeNames: Readonly<Record<string, readonly string[]>> = {
  failure: ["failures"],
  error: ["errors"],
  skipped: ["skipped", "skips", "skip"],
  tests: ["tests"],
};

/**
 * The numbers of suites, kept right while their cases change: of each suite and of those that it stands in. Most producers
 * count cases, some the failures in them; what the report itself counts decides.
 */
export class Counters {
  readonly #countsFailures: boolean;
  readonly #numbers = new Map<ReportElement, Map<string, number>>();
  readonly #seconds = new Map<ReportElement, number>();

  constructor({ countsFailures }: ReportFile) {
    this.#countsFailures = countsFailures;
  }

  /** A case lost these problems. */
  takeOff(element: ReportElement, kinds: readonly string[]): void {
    for (const suite of suitesAround(element)) this.#count(suite, this.#counted(kinds), -1);
  }

  /** A case got these problems. */
  put(element: ReportElement, kinds: readonly string[]): void {
    for (const suite of suitesAround(element)) this.#count(suite, this.#counted(kinds), 1);
  }

  /** A case took another time than it says. */
  retime(element: ReportElement, seconds: number): void {
    const before = numberIn(element.attributes["time"]);
    if (before !== undefined) for (const suite of suitesAround(element)) this.#addSeconds(suite, seconds - before);
  }

  /** A suite got a case with these problems. */
  addCase(suite: ReportElement, kinds: readonly string[], seconds: number): void {
    for (const each of [suite, ...suitesAround(suite)]) {
      this.#count(each, ["tests", ...this.#counted(kinds)], 1);
      this.#addSeconds(each, seconds);
    }
  }

  /** Puts the new numbers into the attributes that are there. */
  write(edits: Edits): void {
    for (const [suite, numbers] of this.#numbers) {
      for (const [kind, change] of numbers) writeNumber(edits, suite, { kind, change });
    }
    for (const [suite, seconds] of this.#seconds) {
      const before = numberIn(suite.attributes["time"]);
      if (before === undefined || Math.abs(seconds) < 0.0005) continue;
      edits.setAttribute(suite, "time", Math.max(before + seconds, 0).toFixed(3));
    }
  }

  #counted(kinds: readonly string[]): readonly string[] {
    return this.#countsFailures ? kinds : [...new Set(kinds)];
  }

  #count(suite: ReportElement, kinds: readonly string[], sign: number): void {
    const numbers = this.#numbers.get(suite) ?? new Map<string, number>();
    this.#numbers.set(suite, numbers);
    for (const kind of kinds) numbers.set(kind, (numbers.get(kind) ?? 0) + sign);
  }

  #addSeconds(suite: ReportElement, seconds: number): void {
    this.#seconds.set(suite, (this.#seconds.get(suite) ?? 0) + seconds);
  }
}

function writeNumber(edits: Edits, suite: ReportElement, { kind, change }: { kind: string; change: number }): void {
  const name = attributeNames[kind]?.find((each) => each in suite.attributes);
  const before = name === undefined ? undefined : numberIn(suite.attributes[name]);
  if (name === undefined || before === undefined || change === 0) return;
  edits.setAttribute(suite, name, String(Math.max(Math.trunc(before) + change, 0)));
}
