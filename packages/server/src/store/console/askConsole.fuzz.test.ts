import { BackstoryError } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { consoleQuestions } from "../testing/consoleEscapes.ts";
import { type ConsoleScene, openConsoleScene } from "../testing/consoleScene.ts";
import { openEmbeddedTestStore } from "../testing/openTestStore.ts";

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await openConsoleScene(openEmbeddedTestStore);
});
afterAll(() => scene.close());

/** The pieces of statements, good and bad, that are put together at random. */
function statements(): fc.Arbitrary<string> {
  const { file, folder, port } = scene;
  const name = fc.constantFrom(
    "tests",
    "numbers(3)",
    "tokens",
    "tests",
    "default.tokens",
    "`tokens`",
    '"tokens"',
    "TOKENS",
    "system.one",
    "a",
    "x",
  );
  const gap = fc.constantFrom(" ", "\n", "\t", "/**/", " /* tokens */ ", " -- x\n", "\u00a0", "");
  const call = fc.constantFrom(
    ...[`file('${file}')`, `FILE('${file}')`, `\`file\`('${file}')`, `url('http://127.0.0.1:${port}/')`],
    ...["getSetting('readonly')", "upper('a')", "count()", "currentUser()", "sum(1)", "hostName()", "now()"],
  );
  const { expression, select } = fc.letrec<{ expression: string; select: string; source: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      call,
      fc.constantFrom(
        "1",
        "'tokens'",
        "'it''s'",
        "'\\''",
        "*",
        "x",
        "secretSha256",
        "`secretSha256`",
        "tokens.*",
        "[1]",
        "NULL",
      ),
      fc
        .tuple(tie("expression"), fc.constantFrom(" IN ", " NOT IN ", " GLOBAL IN ", " = ", " AS ", ", "), name)
        .map((parts) => parts.join("")),
      fc
        .tuple(
          fc.constantFrom("toString", "any", "groupArray", "if", "exists", "tuple", "file", "identity"),
          tie("expression"),
        )
        .map(([f, inner]) => `${f}(${inner})`),
      tie("select").map((inner) => `(${inner})`),
      tie("expression").map((inner) => `arrayMap(y -> ${inner}, [1])`),
    ),
    source: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      name,
      fc.constantFrom(
        "numbers(2)",
        `file('${file}', 'LineAsString')`,
        "merge('default', '.*')",
        "view(SELECT * FROM tokens)",
      ),
      tie("select").map((inner) => `(${inner})`),
      fc
        .tuple(tie("source"), fc.constantFrom(" AS tokens", " x", " FINAL", ", ", " JOIN "), name)
        .map((parts) => parts.join("")),
    ),
    select: fc
      .tuple(
        fc.option(
          fc.tuple(name, tie("select")).map(([as, inner]) => `WITH ${as} AS (${inner}) `),
          { nil: "" },
        ),
        gap,
        tie("expression"),
        gap,
        fc.option(tie("source"), { nil: undefined }),
        fc.constantFrom(
          ...[
            "",
            " LIMIT 3",
            " GROUP BY ALL",
            " SETTINGS readonly = 0",
            " UNION ALL SELECT 1",
            " FORMAT CSV",
            "; SELECT 1",
          ],
          ...[
            ` INTO OUTFILE '${folder}/out'`,
            " ORDER BY 1",
            " WHERE x IN tokens",
            " UNION ALL SELECT secretSha256 FROM tokens",
          ],
        ),
      )
      .map(
        ([common, first, what, second, from, end]) =>
          `${common}SELECT${first || " "}${what}${second}${from === undefined ? "" : ` FROM ${from}`}${end}`,
      ),
  }));
  const whole = fc.oneof(
    fc.constantFrom(...consoleQuestions),
    select,
    expression,
    fc
      .tuple(
        fc.constantFrom("EXPLAIN ", "DESCRIBE ", "EXPLAIN AST ", "SHOW CREATE TABLE ", "INSERT INTO tests "),
        select,
      )
      .map((parts) => parts.join("")),
  );
  // One character of it somewhere else, as a person who tries does.
  return fc
    .tuple(
      whole,
      fc.nat(400),
      fc.constantFrom("", "", "", "", "", "", "'", "`", '"', ")", "(", ";", "--", "/*", "\\", "\u0000", "{", "$$"),
    )
    .map(([text, at, extra]) => `${text.slice(0, at)}${extra}${text.slice(at)}`);
}

it("whatever is put together of good and bad pieces, no secret comes out and nothing outside is touched", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(statements(), async (sql) => {
      const text = await scene.ask(sql).then(
        (answer) => {
          answered += 1;
          return JSON.stringify(answer);
        },
        (error: unknown) => {
          if (error instanceof BackstoryError) return error.message;
          throw error;
        },
      );
      expect(scene.leaks([text])).toEqual([]);
    }),
    { numRuns: 1_200 },
  );
  // Else it would only show that nothing is answered at all.
  expect(answered).toBeGreaterThan(20);
  expect((await scene.ask("SELECT count() FROM tests FINAL")).rows).toEqual([["2"]]);
}, 120_000);
