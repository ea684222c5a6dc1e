import { newSubmissionId } from "@backstory/model";

const runner = { name: "pytest", version: "9.1.1" };
const time = (second: number) => new Date(Date.UTC(2026, 10, 21, 20, 0, second)).toISOString();

/** The first line of a submission. */
export function submissionLine(submissionId: string, more: object = {}): object {
  return { kind: "submission", recordVersion: 1, submissionId, recorder: runner, runner, startedAt: time(0), ...more };
}

/** A result of the test `test_<number>`. */
export function resultLine(number: number, more: object = {}): object {
  return {
    ...{ kind: "result", resultId: `r${number}`, suite: "tests.test_cart", name: `test_${number}`, attempt: 1 },
    ...{ status: "passed", startedAt: time(number % 60), durationMs: number + 0.5, ...more },
  };
}

/** The last line of a submission. */
export function endLine(): object {
  return { kind: "end", finishedAt: time(59), exitStatus: 0 };
}

/** A whole submission of this many passed results, with its id. */
export function submissionOf(results: number, more: object = {}): { submissionId: string; lines: object[] } {
  const submissionId = newSubmissionId();
  const all = Array.from({ length: results }, (_, index) => resultLine(index));
  return { submissionId, lines: [submissionLine(submissionId, more), ...all, endLine()] };
}
