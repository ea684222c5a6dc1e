import { type ReportElement, suitesAround } from "./reportElement.ts";

/** What names a test in a report: two attributes of its case, and the suites that it stands in, outermost first. */
export interface CaseName {
  readonly path: readonly string[];
  readonly classname: string;
  readonly name: string;
}

/** The paths of suites: all cases of a suite share one. */
const paths = new WeakMap<ReportElement, readonly string[]>();

/** What a case is called. */
export function nameOfCase({ attributes, parent }: ReportElement): CaseName {
  const { classname = "", name = "" } = attributes;
  return { path: pathTo(parent), classname, name };
}

/** A text for the suites of a case and its class: with its name it tells it from others. */
export function placeKey({ path, classname }: CaseName): string {
  return JSON.stringify([...path, classname]);
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

function pathTo(suite: ReportElement | undefined): readonly string[] {
  if (suite === undefined) return [];
  const known = paths.get(suite);
  if (known !== undefined) return known;
  const path = namesOf([suite, ...suitesAround(suite)]);
  paths.set(suite, path);
  return path;
}

/** The names of suites that stand in one another, outermost first. */
function namesOf(suites: readonly ReportElement[]): string[] {
  const named = suites.filter(({ kind }) => kind === "testsuite");
  return named.map(({ attributes }) => attributes["name"] ?? "").reverse();
}
