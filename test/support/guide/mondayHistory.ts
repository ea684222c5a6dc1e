import { newSubmissionId, type RecordToWrite, type ResultToWrite } from "@backstory/model";

/** One build of the shop: when it was tested, and what was wrong with it. */
interface Build {
  readonly startedAt: string;
  readonly commit: string;
  readonly roundsDown?: boolean;
  readonly stockIsFlaky?: boolean;
}

/** The builds of the guide, from Thursday to the red one on Monday, and the one that mends it. */
export const builds: Readonly<Record<string, Build>> = {
  "1.1.0": { startedAt: "2026-11-12T16:04:00.000Z", commit: "3f1c9a7b52e04d6688a1f0c27b9e5d43aa10c2f1" },
  "1.2.0": {
    startedAt: "2026-11-13T09:31:00.000Z",
    commit: "9be2d0146fa7c3e85d1094b7a6e2c8f05b7d3e92",
    stockIsFlaky: true,
  },
  "1.3.0": { startedAt: "2026-11-13T17:48:00.000Z", commit: "c47a81f09d3be256e7018fa4d95c62b30e8f71da" },
  "1.4.0": {
    startedAt: "2026-11-15T22:10:00.000Z",
    commit: "5d90e7c3b1f8a24607ecd91b38f5a06274ce19b8",
    roundsDown: true,
  },
  "1.4.1": {
    startedAt: "2026-11-16T07:02:00.000Z",
    commit: "e8b3416d7fc205a9941de07f6a3cb58102f6d7ea",
    roundsDown: true,
  },
  "1.4.2": { startedAt: "", commit: "71fa0d2ec96b48350e7cd1a9f3825b6d4f90e1c7" },
};

interface ShopTest {
  readonly suite: string;
  readonly name: string;
  readonly line: number;
  readonly durationMs: number;
}

const cart = "tests.test_cart.TestDiscounts";
const tests: readonly ShopTest[] = [
  { suite: "tests.test_cart", name: "test_an_empty_cart_costs_nothing", line: 9, durationMs: 2 },
  { suite: "tests.test_cart", name: "test_items_add_up", line: 14, durationMs: 3 },
  { suite: cart, name: "test_are_rounded_half_up", line: 23, durationMs: 2 },
  { suite: cart, name: "test_of_everything_is_free", line: 28, durationMs: 2 },
  { suite: "tests.test_checkout", name: "test_payment_is_taken_once", line: 18, durationMs: 240 },
  { suite: "tests.test_checkout", name: "test_receipts_are_sent", line: 31, durationMs: 120 },
  { suite: "tests.test_stock", name: "test_is_counted_down", line: 7, durationMs: 45 },
];

/** The records of one build as the pytest plugin sends them; without a time of its own it is tested now. */
export function recordsOf(build: string): { submissionId: string; lines: RecordToWrite[] } {
  const { startedAt, commit, ...faults } = builds[build] as Build;
  const begin = startedAt === "" ? Date.now() + 1_000 : Date.parse(startedAt);
  const at = (milliseconds: number): string => new Date(begin + milliseconds).toISOString();
  const submissionId = startedAt === "" ? newSubmissionId(begin) : newSubmissionId(begin, new Uint8Array(10));
  const results = tests.flatMap((test, index) =>
    attemptsOf(test, faults).map((attempt) => ({ ...attempt, startedAt: at(500 * index) })),
  );
  const first: RecordToWrite = {
    ...{ kind: "submission", recordVersion: 1, submissionId, project: "shop", target: "unit", startedAt: at(0) },
    recorder: { name: "pytest-backstory", version: "0.1.0" },
    runner: { name: "pytest", version: "9.2.0" },
    build: { name: build },
    git: { commit, branch: "main", repository: "https://github.com/acme/shop.git" },
    expectedTests: tests.length,
  };
  return { submissionId, lines: [first, ...results, { kind: "end", finishedAt: at(4_600), exitStatus: 0 }] };
}

function attemptsOf(test: ShopTest, faults: Omit<Build, "startedAt" | "commit">): ResultToWrite[] {
  const file = `tests/${test.suite.split(".")[1]}.py`;
  const attempt = (number: number, more: Partial<ResultToWrite>): ResultToWrite => ({
    ...{
      kind: "result",
      resultId: `${file}:${test.line}:${number}`,
      attempt: number,
    },
    ...{ suite: test.suite, name: test.name, file, line: test.line, durationMs: test.durationMs, status: "passed" },
    startedAt: "",
    ...more,
  });
  if (faults.roundsDown && test.name === "test_are_rounded_half_up") {
    const message = "assert 895 == 896\n +  where 895 = total(10)";
    const trace =
      "tests/test_cart.py:26: in test_are_rounded_half_up\n    assert cart.total(percent) == expected\nE   assert 895 == 896";
    return [attempt(1, { status: "failed", failure: { type: "AssertionError", message, trace } })];
  }
  if (faults.stockIsFlaky && test.name === "test_is_counted_down") {
    const failure = { type: "TimeoutError", message: "no answer within 1 s", trace: "" };
    return [attempt(1, { status: "failed", failure }), attempt(2, {})];
  }
  return [attempt(1, {})];
}
