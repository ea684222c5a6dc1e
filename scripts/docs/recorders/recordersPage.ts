import { features } from "./features.ts";
import type { RecordedExample } from "./recordedExamples.ts";

/** The page of recorders: which of them kept what of the example suites. */
export function recordersPage(examples: readonly RecordedExample[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = features.map(({ title, shows }) =>
    row([title, ...examples.map((example) => (shows(example) ? "✓" : "–"))]),
  );
  return `# What the recorders keep

Each mark was seen: the suites of [examples/runners](../examples/runners), the same tests written for each runner, were run
by the real runners, and this is what stood in the records. \`npm run docs\` runs them again; a test compares.

${row(["", ...examples.map(({ title }) => title)])}
${row(["---", ...examples.map(() => ":-:")])}
${rows.join("\n")}

A dash is what the runner does not tell its reporters, or does not have:

- Vitest and Jest fill the rows of a table into the names of tests and hand over nothing else; the others have no tables:
  there a loop makes the tests.
- node:test runs nothing a second time by itself; \`backstory run --rerun-failed\` does, with any runner.
- Tags are a matter of pytest (markers), Vitest (from 4.1), Playwright, and Mocha (words in titles that begin with \`@\`); in
  the others, labels come through Allure.
- Steps are Playwright's and Allure's.
- Jest and node:test tell by file, not by test, what was printed: it is kept with the build.
- Vitest, Jest and node:test name no worker, and tell of hooks only when they fail. Mocha has workers with \`--parallel\`.

How each is set up: [pytest](guides/pytest.md), [Vitest](guides/vitest.md), [Playwright](guides/playwright.md),
[Jest](guides/jest.md), [Mocha](guides/mocha.md), [node:test](guides/node-test.md); or nothing at all, with
[\`backstory run\`](guides/run.md).
`;
}
