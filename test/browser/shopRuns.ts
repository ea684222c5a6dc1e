import type { ResultDraft, Submission } from "./submission.ts";
import { submission } from "./submission.ts";

const esc = "\u001b[";
const commits = ["3f2a1b9c", "9d04e7aa", "b81c55f0", "0c9e2d17", "77aa31be", "e5510f3c"];
const suites = [
  "tests.test_cart.TestTotals",
  "tests.test_cart.TestCoupons",
  "tests.test_checkout",
  "tests.test_search",
];
const names = [
  "adds_items",
  "applies_tax",
  "rounds_half_up",
  "rejects_negative",
  "keeps_order",
  "survives_reload",
  "is_fast",
];

const trace = `self = <tests.test_cart.TestTotals object at 0x7f3b1c>

    def test_total_with_coupon(self):
        cart = Cart([Item("tea", 4.50), Item("cup", 12.00)])
>       assert cart.total(coupon="TEN") == Decimal("14.85")
${esc}1m${esc}31mE       AssertionError: assert Decimal('16.50') == Decimal('14.85')${esc}0m
${esc}31mE         +  where Decimal('16.50') = <bound method Cart.total of <Cart 2 items>>(coupon='TEN')${esc}0m

tests/test_cart.py:41: AssertionError
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

    def quantize(self, places):
        ${esc}94mreturn${esc}39;49;00m self._context.quantize(places)

/venv/lib/python3.12/site-packages/money/amount.py:118: in quantize
/venv/lib/python3.12/site-packages/money/amount.py:118: Rounded`;

const couponFailure = {
  type: "AssertionError",
  message:
    "AssertionError: assert Decimal('16.50') == Decimal('14.85')\n +  where Decimal('16.50') = total(coupon='TEN')",
  trace,
};

/** How many runs {@link shopRuns} has, and in how many of them the coupon fails. */
export const shopStory = { runs: 24, failing: 4, results: 30 } as const;

/** The name of the test that fails in the newest runs of {@link shopRuns}. */
export const couponTest = "test_total_with_coupon";

/** The story of one small suite: a test that fails since four runs, a flaky one, a broken one, a skipped one. */
export function shopRuns(): Submission[] {
  return Array.from({ length: shopStory.runs }, (_, index) => shopRun(shopStory.runs - 1 - index));
}

function shopRun(age: number): Submission {
  const commit = (commits[age % commits.length] ?? "").repeat(5);
  const first = {
    target: "web",
    build: { name: `1.${shopStory.runs - age}.0` },
    git: { branch: age % 5 === 3 ? "feature/coupons" : "main", commit },
    ci: {
      provider: "github",
      runId: String(9_000 - age),
      runUrl: `https://ci.example/runs/${9_000 - age}`,
      job: "test",
    },
    host: { name: "runner-4", os: "Linux 6.1", arch: "x64", runtime: "CPython 3.12.4" },
    variant: { browser: "firefox", database: "postgres 16" },
  };
  return submission(age * 97 + 6, first, shopResults(age));
}

function shopResults(age: number): ResultDraft[] {
  const plain = suites
    .flatMap((suite, place) =>
      names.map(
        (name, index): ResultDraft => ({
          ...{
            suite,
            name: `test_${name}`,
            status: "passed",
            file: `tests/${suite.split(".")[1]}.py`,
            line: 10 + index * 8,
          },
          durationMs: (index + 1) * (place + 2) * 9.7,
        }),
      ),
    )
    .slice(0, 24);
  const isFailing = age < shopStory.failing;
  return [
    ...plain,
    {
      name: "test_needs_payment_provider",
      suite: "tests.test_checkout",
      status: "skipped",
      rawStatus: "skipped",
      durationMs: 0.2,
    },
    {
      ...{ name: couponTest, suite: "tests.test_cart.TestCoupons", status: isFailing ? "failed" : "passed" },
      ...{
        file: "tests/test_cart.py",
        line: 38,
        durationMs: 180 + ((age * 53) % 140),
        params: { coupon: "TEN", items: 2 },
      },
      ...(isFailing
        ? {
            failure: couponFailure,
            stdout: `cart ${esc}32mready${esc}0m\ncoupon TEN applied\n`,
            log: "WARNING cart: rounding late",
          }
        : {}),
      phases: [
        { name: "setup", status: "passed", durationMs: 21 },
        { name: "call", status: isFailing ? "failed" : "passed", durationMs: 150 },
        { name: "teardown", status: "passed", durationMs: 3 },
      ],
      labels: { feature: ["coupons"], marker: ["slow"] },
      metrics: { requests: 14 },
    },
    ...flakyAttempts(age),
    brokenOrPassed(age),
  ];
}

function flakyAttempts(age: number): ResultDraft[] {
  const test = { name: "test_search_answers_in_time", suite: "tests.test_search", durationMs: 420 };
  if (age % 4 !== 1) return [{ ...test, status: "passed" }];
  return [
    {
      ...test,
      status: "failed",
      attempt: 1,
      failure: { type: "TimeoutError", message: "TimeoutError: no answer in 400 ms" },
    },
    { ...test, status: "passed", attempt: 2, durationMs: 210 },
  ];
}

function brokenOrPassed(age: number): ResultDraft {
  const test = { name: "test_ships_abroad", suite: "tests.test_checkout", durationMs: 33 };
  if (age !== 0 && age !== 9) return { ...test, status: "passed" };
  const failure = {
    type: "ConnectionError",
    message: "ConnectionError: fixture 'customs' could not reach localhost:9999",
  };
  return { ...test, status: "broken", rawStatus: "error", failure };
}
