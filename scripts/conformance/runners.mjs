import { readFileSync } from "node:fs";

/**
 * The runners of the suites: how each is told to write its own report beside our recorder's, and what that report says, as
 * lines of `status<tab>describe > describe > name`.
 */
export const runners = {
  vitest: {
    words: (report) => ["vitest", "run", "--reporter=json", `--outputFile=${report}`, "--reporter=backstory/vitest"],
    read: jestReport,
  },
  jest: {
    words: (report) => ["jest", "--json", `--outputFile=${report}`, "--reporters=backstory/jest"],
    read: jestReport,
  },
  mocha: {
    words: (report) => [
      ...["mocha", "--reporter", "backstory/mocha"],
      ...["--reporter-option", `reporter=json`, "--reporter-option", `output=${report}`],
    ],
    read: mochaReport,
  },
  "node:test": {
    words: (report) => [
      ...["node", "--test", "--test-reporter=tap", `--test-reporter-destination=${report}`],
      ...["--test-reporter=backstory/node-test", "--test-reporter-destination=stdout"],
    ],
    read: nodeReport,
  },
};

function jestReport(file) {
  const words = { passed: "passed", failed: "failed", pending: "skipped", skipped: "skipped", todo: "skipped" };
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  return testResults.flatMap((suite) =>
    suite.assertionResults
      .filter(({ status }) => status !== "disabled")
      .map(({ status, ancestorTitles, title }) => line(words[status], [...ancestorTitles, title])),
  );
}

/** Mocha's own report has the chain of titles as one text only. */
function mochaReport(file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const lines = (tests, status) => tests.map(({ fullTitle }) => `${status}\t${fullTitle}`);
  // What failed in a hook is listed beside the tests.
  const failures = report.failures.filter(({ title }) => !/^"(?:before|after)(?: each| all)?" hook/.test(title));
  return [...lines(report.passes, "passed"), ...lines(failures, "failed"), ...lines(report.pending, "skipped")];
}

/** Node's JUnit report leaves out a test that has subtests, its TAP report says of each point whether it is a test. */
function nodeReport(file) {
  const lines = [];
  const suites = [];
  let point;
  for (const text of readFileSync(file, "utf8").split("\n")) {
    const {
      indent = "",
      mark,
      name,
    } = /^(?<indent> *)(?<mark># Subtest:|(?:not )?ok \d+ -) (?<name>.*)$/.exec(text)?.groups ?? {};
    const depth = indent.length / 4;
    if (mark === "# Subtest:") suites.splice(depth, suites.length, plainName(name));
    else if (mark !== undefined) point = { depth, status: statusOf(mark, name) };
    else if (text.trim() === "type: 'suite'") point = undefined;
    else if (text.trim() === "..." && point !== undefined) {
      lines.push(line(point.status, suites.slice(0, point.depth + 1)));
      point = undefined;
    }
  }
  return lines;
}

function statusOf(mark, name) {
  if (/ # (?:skip|todo)/i.test(name)) return "skipped";
  return mark.startsWith("not") ? "failed" : "passed";
}

function plainName(name) {
  return name.replace(/\\([\\#])/g, "$1");
}

function line(status, titles) {
  return `${status}\t${titles.join(" > ")}`;
}
