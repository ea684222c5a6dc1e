import { ByNames } from "./byNames.ts";
import { type CaseName, nameOfCase, placeKey } from "./caseName.ts";
import type { ReportElement } from "./reportElement.ts";
import type { ReportFile } from "./reportFile.ts";

/** One test of a rerun: its cases, of which pytest writes two when call and teardown fail. */
export interface RerunTest {
  /** Which of the reruns it is of. */
  readonly report: number;
  readonly cases: [ReportElement, ...ReportElement[]];
}

/** What a case that did not pass holds. */
export const problemKinds = ["failure", "error", "skipped"] as const;

/** Words for a case that nothing in it tells of. */
const didNotRun = new Set(["notrun", "disabled", "ignored", "skipped", "inactive"]);

/** The tests of all reruns. Of one test in several the last rerun counts. */
export function testsOfReruns(reruns: readonly ReportFile[]): RerunTest[] {
  const tests: RerunTest[] = [];
  const places = new ByNames<number>();
  for (const [report, { cases }] of reruns.entries()) {
    for (const element of cases) {
      const name = nameOfCase(element);
      const key = placeKey(name);
      const place = places.get(key, name.name) ?? tests.length;
      const known = tests[place];
      if (known?.report === report) known.cases.push(element);
      else tests[place] = { report, cases: [element] };
      if (known === undefined) places.set(key, name.name, place);
    }
  }
  return tests;
}

/** What a test is called. */
export function nameOfTest({ cases: [element] }: RerunTest): CaseName {
  return nameOfCase(element);
}

/** Whether setup, test and teardown all passed. */
export function hasPassed({ cases }: RerunTest): boolean {
  return cases.every(
    (element) =>
      childrenOfKinds(element, problemKinds).length === 0 &&
      !didNotRun.has((element.attributes["status"] ?? "").toLowerCase()),
  );
}

/** Whether anything of it failed. */
export function hasFailed({ cases }: RerunTest): boolean {
  return cases.some((element) => childrenOfKinds(element, ["failure", "error"]).length > 0);
}

/** How long it took, in seconds; undefined when the report does not say. */
export function secondsOf({ cases }: RerunTest): number | undefined {
  const times = cases.map(({ attributes }) => numberIn(attributes["time"])).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0);
}

/** The children of an element that are of these kinds. */
export function childrenOfKinds({ children }: ReportElement, kinds: readonly string[]): ReportElement[] {
  return children.filter(({ kind }) => kinds.includes(kind));
}

/** The number that an attribute says, if it says one. */
export function numberIn(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
