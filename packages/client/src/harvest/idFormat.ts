import type { HarvestedTest } from "./harvestedTest.ts";

/**
 * How tests are named as keys: `full` is `tests/a.test.ts > cart > adds`, `module` leaves out the folders, `class` the
 * file, `function` everything but the name. A function gets the full id.
 */
export type TestIdFormat = "full" | "module" | "class" | "function" | ((id: string) => string);

const formats: Readonly<Record<string, (test: HarvestedTest) => string>> = {
  full: ({ id }) => id,
  module: (test) => fileOf(test).slice(fileOf(test).lastIndexOf("/") + 1) + insideFile(test),
  class: (test) => insideFile(test).replace(/^ > /, "") || test.id,
  function: ({ name }) => name,
};

/** The function that names a test in a format. It throws a sentence when there is no such format. */
export function idFormatter(format: TestIdFormat): (test: HarvestedTest) => string {
  if (typeof format === "function") return ({ id }) => format(id);
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known === undefined) {
    throw new RangeError(`testIdFormat is ${Object.keys(formats).join(", ")} or a function; it is '${format}'`);
  }
  return known;
}

/** The part of the id that tells the file, with the project before it if there is one. */
function fileOf({ suite, file }: HarvestedTest): string {
  const start = file === undefined ? -1 : suite.indexOf(file);
  return start < 0 || file === undefined ? (suite.split(" > ", 1)[0] ?? "") : suite.slice(0, start + file.length);
}

function insideFile(test: HarvestedTest): string {
  return test.id.slice(fileOf(test).length);
}
