import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run, say } from "./command.mjs";

const closingFile = join(root, "node_modules/.closing-lines");

/**
 * Runs all TypeScript tests, and the files that did not pass once more: what waits for processes and browsers may fail once
 * on a busy machine, what is broken fails twice. Answers the exit code, and a line for each thing that failed the first time.
 */
export async function runVitest(env) {
  const vitest = (words) => {
    rmSync(closingFile, { force: true });
    const reporters = ["--reporter", "default", "--reporter", join(root, "scripts/lib/closingReporter.mjs")];
    return run(join(root, "node_modules/.bin/vitest"), ["run", ...reporters, ...words], {
      env: { ...env, CLOSING_FILE: closingFile },
    });
  };
  const code = await vitest([]);
  if (code === 0 || !existsSync(closingFile)) return { code, lines: [] };
  const { files, lines } = JSON.parse(readFileSync(closingFile, "utf8"));
  if (files.length === 0) return { code, lines };
  say(`what did not pass is run once more: ${files.join(", ")}`);
  return { code: await vitest(files), lines };
}

/** Runs pytest, and what failed once more. Answers as {@link runVitest} does. */
export async function runPytest(python, words) {
  const pytest = (more) => run(python, ["-m", "pytest", "-q", "-ra", ...more, ...words], { cwd: root });
  const code = await pytest([]);
  // 1: some tests failed; anything else is no matter of tests.
  if (code !== 1) return { code, lines: [] };
  say("what did not pass is run once more");
  const lines = ["the failures that pytest told above"];
  return { code: await pytest(["--last-failed", "--last-failed-no-failures", "none"]), lines };
}
