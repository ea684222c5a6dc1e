import { writeFileSync } from "node:fs";

/**
 * A reporter of Vitest that keeps what the end of a long output has to say again. It writes `{files, lines}` as JSON to the
 * file that CLOSING_FILE names: the test files that did not pass, and a line for each test or error in them.
 */
export default class ClosingReporter {
  onTestRunEnd(modules, errors) {
    const files = modules.filter((module) => !["passed", "skipped"].includes(module.state()));
    const lines = errors.map((error) => `outside of tests: ${firstLine(error)}`);
    for (const module of files) lines.push(...linesOf(module));
    writeFileSync(
      process.env.CLOSING_FILE,
      JSON.stringify({ files: files.map((module) => module.relativeModuleId), lines }),
    );
  }
}

function linesOf(module) {
  const lines = module.errors().map((error) => `${module.relativeModuleId}: ${firstLine(error)}`);
  for (const test of module.children.allTests("failed")) {
    lines.push(`${module.relativeModuleId} > ${test.fullName}: ${firstLine(test.result().errors?.at(-1))}`);
  }
  return lines.length === 0 ? [`${module.relativeModuleId}: it came to no end`] : lines;
}

function firstLine(error) {
  return String(error?.message ?? error)
    .split("\n", 1)[0]
    .slice(0, 300);
}
