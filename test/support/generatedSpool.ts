import { newSubmissionId } from "@backstory/model";

/** A submission as a recorder would have spooled it, and what each table must hold of it afterwards. */
export interface GeneratedSpool {
  readonly submissionId: string;
  readonly lines: readonly string[];
}

const tool = { name: "pytest", version: "9.1.1" };
const startedAt = "2026-11-21T20:00:00.000Z";
const failure = {
  type: "AssertionError",
  message: "assert 3 == 4",
  trace: 'File "/ci/shop/cart.py", line 3, in total',
};

/**
 * A spool of this many tests. Every tenth fails, every fiftieth is tried again and then passes, every twentieth has
 * output, every hundredth an event; so each table of the store gets rows.
 */
export function generatedSpool(tests: number, target: string): GeneratedSpool {
  const submissionId = newSubmissionId();
  const lines = [
    {
      kind: "submission",
      recordVersion: 1,
      submissionId,
      project: "shop",
      target,
      recorder: tool,
      runner: tool,
      startedAt,
    },
    ...Array.from({ length: tests }, (_, number) => attemptsOf(number)).flat(),
    { kind: "end", finishedAt: "2026-11-21T20:10:00.000Z", exitStatus: 1 },
  ];
  return { submissionId, lines: lines.map((line) => JSON.stringify(line)) };
}

function attemptsOf(number: number): object[] {
  const result = {
    ...{
      kind: "result",
      resultId: `r${number}`,
      suite: `tests.test_${number % 200}`,
      name: `test_${number}`,
      attempt: 1,
    },
    ...{ status: "passed", startedAt, durationMs: (number % 977) / 10, file: `tests/test_${number % 200}.py`, line: 1 },
    ...(number % 20 === 0 ? { stdout: `line of test ${number}\n` } : {}),
  };
  const failed = { ...result, status: "failed", failure };
  if (number % 50 === 0) return [failed, { ...result, resultId: `r${number}-2`, attempt: 2 }];
  if (number % 100 === 1) {
    return [
      result,
      { kind: "event", resultId: result.resultId, seq: 0, name: "note", payload: `${number}`, at: startedAt },
    ];
  }
  return [number % 10 === 0 ? failed : result];
}
