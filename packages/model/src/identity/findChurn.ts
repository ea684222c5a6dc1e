import { canonicalJson, type Json } from "../canonicalJson.ts";
import { maskVolatile } from "../maskVolatile.ts";
import type { Churn } from "./churn.ts";

/** A test and in which of the runs looked at it was seen. */
export interface SeenTest {
  readonly familyId: string;
  readonly suite: string;
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly runs: readonly number[];
}

/** What was found of one family. */
export type ChurnFinding = Omit<Churn, "project" | "target">;

/** Fewer runs than this prove nothing. */
const fewestRuns = 5;
/** More values than this, each of one run alone, make a parameter volatile even where other names of the family stay. */
const mostValues = 20;
const examplesShown = 5;

/**
 * The families whose names are new in every run, over at least five runs: none of their tests gets a history. To blame is
 * the parameter whose values each came in one run alone; without one it is the name itself, shown with its changing parts
 * masked. The families with the most names come first.
 */
export function findChurn(tests: readonly SeenTest[]): ChurnFinding[] {
  const found: ChurnFinding[] = [];
  const others: SeenTest[] = [];
  for (const family of grouped(tests, ({ familyId }) => familyId)) {
    const finding = churnOfParams(family);
    if (finding === undefined) others.push(...family);
    else found.push(finding);
  }
  for (const alike of grouped(others, ({ suite, name }) => `${suite}\0${patternOf(name)}`)) {
    const finding = churnOfNames(alike);
    if (finding !== undefined) found.push(finding);
  }
  return found.toSorted((a, b) => b.names - a.names || (a.suite + a.name < b.suite + b.name ? -1 : 1));
}

function churnOfParams(family: readonly SeenTest[]): ChurnFinding | undefined {
  const [first] = family;
  const runs = runsOf(family);
  if (first === undefined || runs.size < fewestRuns) return undefined;
  const allNew = family.every((test) => test.runs.length === 1);
  const slots = [...new Set(family.flatMap(({ params }) => Object.keys(params)))];
  const blamed = slots
    .map((param) => ({ param, values: valuesOfOneRun(family, param) }))
    .filter(({ param, values }) => {
      const inEveryRun = new Set(values.values()).size === runs.size;
      const isWhole = allNew && values.size === valuesOf(family, param).size;
      return inEveryRun && (isWhole || values.size > mostValues);
    })
    .toSorted((a, b) => b.values.size - a.values.size)[0];
  if (blamed === undefined) return undefined;
  const { familyId, suite, name } = first;
  const examples = [...blamed.values.keys()].slice(0, examplesShown);
  return { familyId, suite, name, param: blamed.param, runs: runs.size, names: family.length, examples };
}

function churnOfNames(alike: readonly SeenTest[]): ChurnFinding | undefined {
  const [first] = alike;
  const runs = runsOf(alike);
  if (first === undefined || runs.size < fewestRuns || alike.some((test) => test.runs.length > 1)) return undefined;
  const names = [...new Set(alike.map(({ name }) => name))];
  if (names.length < runs.size) return undefined;
  const { suite, name } = first;
  const examples = names.slice(0, examplesShown);
  return { familyId: null, suite, name: patternOf(name), param: null, runs: runs.size, names: names.length, examples };
}

/** A name with what may change from run to run replaced. */
function patternOf(name: string): string {
  return maskVolatile(name).replace(/[0-9a-f]{8,}|\d+(?:\.\d+)?/gi, "<n>");
}

/** The values of a parameter that came in one run alone, with that run. */
function valuesOfOneRun(family: readonly SeenTest[], param: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [value, runs] of valuesOf(family, param)) {
    const [run] = runs;
    if (runs.size === 1 && run !== undefined) found.set(value, run);
  }
  return found;
}

function valuesOf(family: readonly SeenTest[], param: string): Map<string, Set<number>> {
  const values = new Map<string, Set<number>>();
  for (const { params, runs } of family) {
    if (!Object.hasOwn(params, param)) continue;
    const value = canonicalJson(params[param] as Json);
    const seen = values.get(value) ?? new Set();
    values.set(value, seen);
    for (const run of runs) seen.add(run);
  }
  return values;
}

function runsOf(tests: readonly SeenTest[]): Set<number> {
  return new Set(tests.flatMap(({ runs }) => runs));
}

function grouped(tests: readonly SeenTest[], keyOf: (test: SeenTest) => string): SeenTest[][] {
  const groups = new Map<string, SeenTest[]>();
  for (const test of tests) {
    const key = keyOf(test);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [test]);
    else group.push(test);
  }
  return [...groups.values()];
}
