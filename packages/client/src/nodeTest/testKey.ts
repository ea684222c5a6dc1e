/** One level of the way to a test: what it is called, where it stands, and its number among its siblings. */
export interface Level {
  readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly number: number | undefined;
}

/**
 * The name of a test that the process of the test and that of the reporter know: where its outermost test or suite
 * stands, and the numbers on the way from there. Between several of one place and name, `repeated` tells.
 */
export function testKey([outermost, ...inner]: readonly Level[], repeated: number): string {
  return [placeOf(outermost), repeated, ...inner.map(({ number }) => number ?? 0)].join("\n");
}

/** What two outermost tests have in common that are made by one line of a loop. */
export function placeOf(level: Level | undefined): string {
  return level === undefined ? "" : [level.file, level.line, level.column, level.name].join("\n");
}
