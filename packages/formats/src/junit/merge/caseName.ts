import { type ReportElement, suitesAround } from "./reportFile.ts";

/** What names a test in a report: two attributes of its case, and the suites that it stands in, outermost first. */
export interface CaseName {
  readonly path: readonly string[];
  readonly classname: string;
  readonly name: string;
}

/** What a case is called. */
export function nameOfCase(element: ReportElement): CaseName {
  const { classname = "", name = "" } = element.attributes;
  const suites = suitesAround(element).filter(({ kind }) => kind === "testsuite");
  return { path: suites.map(({ attributes }) => attributes["name"] ?? "").reverse(), classname, name };
}

/** A text for each name of a case, by its attributes alone. */
export function shortKey({ classname, name }: Pick<CaseName, "classname" | "name">): string {
  return JSON.stringify([classname, name]);
}

/** A text for the suites of a case. */
export function pathKey({ path }: CaseName): string {
  return JSON.stringify(path);
}

/** What a person calls a test. */
export function spoken({ path, classname, name }: CaseName): string {
  const before = classname === "" ? path.join(" > ") : classname;
  return before === "" ? name : `${before} > ${name}`;
}

/** Whether a class name is another one with something before it: a prefix, or a run in another directory. */
export function isBelow(longer: string, shorter: string): boolean {
  return shorter !== "" && longer.endsWith(`.${shorter}`);
}
