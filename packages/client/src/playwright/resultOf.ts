import type { ResultToWrite } from "@backstory/model";
import type { TestCase, TestResult } from "@playwright/test/reporter";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import { addLabel } from "../recording/addLabel.ts";
import { failureOf } from "../recording/failureOf.ts";
import { addAnnotations } from "./addAnnotations.ts";
import { outputOf } from "./outputOf.ts";
import { phasesOf } from "./phasesOf.ts";
import { annotationsOf, statusOf } from "./statusOf.ts";
import { stepsOf } from "./stepsOf.ts";
import type { SuiteNames } from "./suiteNames.ts";
import { thrownOf } from "./thrownOf.ts";
import { browserOf } from "./variantOf.ts";

const mostAttempts = 255;

/** How one attempt of a test ended. With `--repeat-each` the repetitions are attempts, too. */
export function resultOf(test: TestCase, result: TestResult, suites: SuiteNames): ResultToWrite {
  const [status, rawStatus] = statusOf(test, result);
  const attempt = test.repeatEachIndex * (test.retries + 1) + result.retry + 1;
  const record: ResultToWrite = {
    ...namesOf(test, suites),
    resultId: `${test.id}:${result.retry}`,
    attempt: Math.min(attempt, mostAttempts),
    status,
    rawStatus,
    startedAt: result.startTime.toISOString(),
    durationMs: Math.max(0, result.duration),
  };
  if (result.workerIndex >= 0) record.worker = String(result.workerIndex);
  addFailure(record, result);
  addOutput(record, result);
  addParts(record, result);
  addLabels(record, test);
  addAnnotations(record, annotationsOf(test, result));
  return record;
}

/** A test that the run did not come to, or that was running when it was cut off. */
export function resultOfUntold(test: TestCase, suites: SuiteNames): ResultToWrite {
  const [began] = test.results;
  const record: ResultToWrite = {
    ...namesOf(test, suites),
    resultId: `${test.id}:${began?.retry ?? 0}`,
    status: "skipped",
    rawStatus: began === undefined ? "did not run" : "interrupted",
    startedAt: (began?.startTime ?? new Date()).toISOString(),
    durationMs: 0,
  };
  addLabels(record, test);
  addAnnotations(record, annotationsOf(test));
  return record;
}

function namesOf(test: TestCase, suites: SuiteNames) {
  return {
    kind: "result",
    suite: cutText(suites.of(test), bounds.word),
    name: cutText(test.title, bounds.word) || "(no name)",
    file: suites.fileOf(test.location.file),
    line: test.location.line,
  } as const;
}

/** A failure that was expected is none. */
function addFailure(record: ResultToWrite, { errors }: TestResult): void {
  if (record.status === "passed") return;
  if (errors.length > 0) record.failure = failureOf(errors.map(thrownOf));
  else if (record.status === "failed") record.failure = { message: "The test was expected to fail, but passed." };
}

function addOutput(record: ResultToWrite, { stdout, stderr }: TestResult): void {
  if (stdout.length > 0) record.stdout = outputOf(stdout);
  if (stderr.length > 0) record.stderr = outputOf(stderr);
}

function addParts(record: ResultToWrite, result: TestResult): void {
  const phases = phasesOf(result, record.status);
  if (phases.length > 0) record.phases = phases;
  const steps = stepsOf(result.steps);
  if (steps.length > 0) record.steps = steps;
}

function addLabels(record: ResultToWrite, test: TestCase): void {
  // Playwright before 1.42 has no tags.
  for (const tag of test.tags ?? []) addLabel(record, "tag", tag.replace(/^@/, ""));
  const project = test.parent.project();
  if (project === undefined) return;
  if (project.name !== "") addLabel(record, "project", project.name);
  const browser = browserOf(project.use);
  if (browser !== undefined) addLabel(record, "browser", browser);
}
