import type { ReportElement } from "./reportElement.ts";

/**
 * Whether a report counts failures rather than the cases that have any, as the first suite tells that has a case with
 * several. It is told of a report while that is read, suites and cases in their order.
 */
export class FailureCounts {
  /** The failures in the cases of open suites, of those that have any. */
  readonly #open = new Map<ReportElement, { sum: number; hasSeveral: boolean }>();
  #decided = { start: Number.POSITIVE_INFINITY, isCounted: false };

  get isCounted(): boolean {
    return this.#decided.isCounted;
  }

  /** A case of a suite has so many failures. */
  add(suite: ReportElement, failures: number): void {
    const { sum, hasSeveral } = this.#open.get(suite) ?? { sum: 0, hasSeveral: false };
    this.#open.set(suite, { sum: sum + failures, hasSeveral: hasSeveral || failures > 1 });
  }

  /** A suite has no more cases. One that stands around others ends after them, and began before. */
  close(suite: ReportElement): void {
    const counted = this.#open.get(suite);
    if (counted === undefined) return;
    this.#open.delete(suite);
    if (!counted.hasSeveral || suite.start > this.#decided.start) return;
    this.#decided = { start: suite.start, isCounted: suite.attributes["failures"] === String(counted.sum) };
  }
}
