import type { NotedTest, RerunPlan } from "./runNote.ts";

/** The files of a plan's tests, as their results name them: from the root of the runner, which may lie elsewhere. */
export function filesOf({ tests }: RerunPlan): string[] {
  return [...new Set(tests.flatMap(({ file }) => (file === undefined ? [] : [file.replace(/^(?:\.\.\/)+/, "")])))];
}

/**
 * A regular expression that fits the full names of these tests, as runners match them: the titles of the describe blocks
 * and the test's own, a blank between each. Other tests of the same full name fit as well.
 */
export function fullNamePattern(tests: readonly NotedTest[]): string {
  return `^(?:${[...new Set(tests.map(fullName))].join("|")})$`;
}

/** The titles of a test as a regular expression: in its suite the file comes first, and a test may have two titles. */
export function fullName({ suite, name, displayName = name }: NotedTest): string {
  // Tests of one name in one suite are numbered by us.
  const own = [...new Set([displayName, name, name.replace(/ #\d+$/, "")])].map(escaped).join("|");
  const outer = suite.split(separator).slice(1).map(escaped);
  return [...outer, `(?:${own})`].join(`(?:${separator}| )`);
}

/** A text as a regular expression that fits nothing else. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const separator = " > ";

/** The name of the runner's project that a test is of, which stands before the file: `|web| src/a.test.ts`. */
export function projectOf({ suite }: NotedTest): string | undefined {
  return /^\|([^|]+)\| /.exec(suite)?.[1];
}
