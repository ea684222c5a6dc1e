import { type ReportElement, suitesAround } from "./reportElement.ts";

/** What names a test in a report: two attributes of its case, and the suites that it stands in, outermost first. */
export interface CaseName {
  readonly path: readonly string[];
  readonly classname: string;
  readonly name: string;
}

/** What a case is called. */
export function nameOfCase(element: ReportElement): CaseName {
  const { classname = "", name = "" } = element.attributes;
  return { path: namesOf(suitesAround(element)), classname, name };
}

/** A text for each name of a case, by its attributes alone. */
export function shortKey({ classname, name }: Pick<CaseName, "classname" | "name">): string {
  return JSON.stringify([classname, name]);
}

/** A text for the suites of a case. */
export function pathKey({ path }: CaseName): string {
  return JSON.stringify(path);
}

/** The names of a suite and of those that it stands in, as one text. */
export function suitePath(suite: ReportElement): string {
  return namesOf([suite, ...suitesAround(suite)]).join("\n");
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

/** The names of suites that stand in one another, outermost first. */
function namesOf(suites: readonly ReportElement[]): string[] {
  const named = suites.filter(({ kind }) => kind === "testsuite");
  return named.map(({ attributes }) => attributes["name"] ?? "").reverse();
}
