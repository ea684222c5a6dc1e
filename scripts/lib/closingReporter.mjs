import { writeFileSync } from "node:fs";

/**
 * A reporter of Vitest that keeps what the end of a long output has to say again: which tests failed, and which passed
 * only at their second try. It writes lines of text to the file that CLOSING_LINES names.
 */
export default class ClosingReporter {
  onTestRunEnd(modules, errors) {
    const lines = errors.map((error) => `  ✗ outside of tests: ${firstLine(error)}`);
    for (const module of modules) {
      for (const error of module.errors()) lines.push(`  ✗ ${module.relativeModuleId}: ${firstLine(error)}`);
      for (const test of module.children.allTests()) {
        const title = `${module.relativeModuleId} > ${test.fullName}`;
        const { state, errors: failures = [] } = test.result();
        if (state === "failed") lines.push(`  ✗ ${title}: ${firstLine(failures.at(-1))}`);
        else if (state === "passed" && test.diagnostic()?.flaky)
          lines.push(`  ~ ${title} failed once: ${firstLine(failures[0])}`);
      }
    }
    writeFileSync(process.env.CLOSING_LINES, lines.join("\n"));
  }
}

function firstLine(error) {
  return String(error?.message ?? error)
    .split("\n", 1)[0]
    .slice(0, 300);
}
