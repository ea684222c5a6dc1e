import { isFailing, type Outcome, outcomeOf, outcomes, type Status } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTest } from "./queries/findTest.ts";
import { listProjects } from "./queries/listProjects.ts";
import { listRunResults } from "./queries/listRunResults.ts";
import { listRuns } from "./queries/listRuns.ts";
import { listTargets } from "./queries/listTargets.ts";
import { listTests } from "./queries/listTests.ts";
import { testHistory } from "./queries/testHistory.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { random } from "./testing/random.ts";
import { end, idOf, partOf, resultOf, submissionOf, type TestRecord, type Whose, whose } from "./testing/submit.ts";

const project = "oracle";
const tests = Array.from({ length: 25 }, (_, index) => ({
  suite: `tests.area${index % 3}`,
  name: `test_${index}`,
  params: index % 4 === 0 ? { n: index } : {},
}));

/** One generated run: which test had which attempts. */
interface GeneratedRun {
  readonly owner: Whose;
  readonly branch: string;
  readonly ended: boolean;
  readonly errors: number;
  readonly attempts: ReadonlyMap<string, readonly Status[]>;
}

const next = random(7);
const runs: GeneratedRun[] = Array.from({ length: 40 }, (_, index) => {
  const attempts = new Map<string, Status[]>();
  for (const test of tests) if (next() < 0.85) attempts.set(idOf(project, test), generatedAttempts());
  return {
    owner: whose(project, Date.UTC(2026, 9, 1) + index * 86_400_000, next() < 0.6 ? "unit" : "browser"),
    branch: next() < 0.7 ? "main" : "feature",
    ended: next() < 0.9,
    errors: next() < 0.1 ? 2 : 0,
    attempts: index === 17 ? new Map() : attempts,
  };
});

function generatedAttempts(): Status[] {
  const attempts: Status[] = [];
  do {
    const dice = next();
    attempts.push(dice < 0.6 ? "passed" : dice < 0.8 ? "failed" : dice < 0.9 ? "broken" : "skipped");
  } while (next() < 0.25);
  return attempts;
}

function recordsOf({ owner, branch, ended, errors, attempts }: GeneratedRun): TestRecord[] {
  const results = tests.flatMap((test) =>
    (attempts.get(idOf(project, test)) ?? []).map((status, index) =>
      resultOf(test.name, {
        ...test,
        ...{ status, attempt: index + 1, resultId: `${test.name}-${index}` },
        ...(isFailing(status) && { failure: { message: `${status} ${index}\nmore`, type: "Error" } }),
      }),
    ),
  );
  const problems = Array.from({ length: errors }, () => ({ kind: "error" as const, where: "w", message: "m" }));
  return [submissionOf(owner, { git: { branch } } as never), ...results, ...problems, ...(ended ? [end] : [])];
}

function outcomeIn(run: GeneratedRun, testId: string): Outcome | undefined {
  const attempts = run.attempts.get(testId);
  return attempts === undefined ? undefined : outcomeOf(attempts);
}

const newestFirst = runs.toReversed();

describe.each(connections)("over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
    for (const run of runs) {
      const records = recordsOf(run);
      const middle = Math.floor(records.length / 2);
      await test.store.append({ ...partOf(run.owner, records.slice(0, middle)), ended: false });
      await test.store.append(partOf(run.owner, records, middle));
    }
    await test.store.settled();
  });
  afterAll(() => test.dispose());

  it("counts what the runs add up to", async () => {
    const page = await listRuns(test.store.connection, { project, limit: 100 });
    expect(page.items.map(({ runId }) => runId)).toEqual(newestFirst.map(({ owner }) => owner.submissionId));
    for (const [index, run] of newestFirst.entries()) {
      const found = [...run.attempts.values()].map((attempts) => outcomeOf(attempts));
      const counts = Object.fromEntries(outcomes.map((each) => [each, found.filter((is) => is === each).length]));
      const status = run.errors > 0 || found.some(isFailing) ? "failed" : found.length === 0 ? "empty" : "passed";
      expect(page.items[index]).toMatchObject({
        ...{ counts: { ...counts, total: found.length }, errors: run.errors, status },
        ...{ branch: run.branch, target: run.owner.target, state: run.ended ? "complete" : "running" },
      });
    }
  });

  it("filters runs by target and branch", async () => {
    const filters = { project, target: "browser", branch: "feature" };
    const page = await listRuns(test.store.connection, { ...filters, limit: 100 });
    const wanted = newestFirst.filter(({ owner, branch }) => owner.target === "browser" && branch === "feature");
    expect(page.items.map(({ runId }) => runId)).toEqual(wanted.map(({ owner }) => owner.submissionId));
    expect((await listRuns(test.store.connection, { build: "none", limit: 5 })).items).toEqual([]);
    expect((await listRuns(test.store.connection, { commit: "none", limit: 5 })).items).toEqual([]);
  });

  it("calls a run without an end incomplete once it is stale", async () => {
    const later = Date.now() + 11 * 60_000;
    const page = await listRuns(test.store.connection, { project, limit: 100 }, later);
    expect(page.items.map(({ state }) => state)).toEqual(
      newestFirst.map(({ ended }) => (ended ? "complete" : "incomplete")),
    );
  });

  it("lists each test of a run once, failing first, with its outcome and attempts", async () => {
    for (const run of runs.slice(0, 6)) {
      const runId = run.owner.submissionId;
      const page = await listRunResults(test.store.connection, { runId, sort: "failures", limit: 100 });
      const found = page?.items.map(({ testId, outcome, attempts }) => [testId, outcome, attempts]);
      const wanted = [...run.attempts].map(([testId, attempts]) => [testId, outcomeOf(attempts), attempts.length]);
      expect(found?.toSorted()).toEqual(wanted.toSorted());
      const rank = { failed: 0, broken: 0, flaky: 1, passed: 2, skipped: 2 };
      const keys = page?.items.map(({ outcome, suite, name }) => `${rank[outcome]} ${suite} ${name}`);
      expect(keys).toEqual(keys?.toSorted());
      const failing = page?.items.filter(({ outcome }) => isFailing(outcome) || outcome === "flaky");
      for (const item of failing ?? []) expect(item.failure?.message).toMatch(/^(failed|broken) \d\nmore$/);
    }
  });

  it("filters the results of a run", async () => {
    const [run] = runs as [GeneratedRun];
    const question = { runId: run.owner.submissionId, sort: "name" as const, limit: 100 };
    const flaky = await listRunResults(test.store.connection, { ...question, status: ["flaky", "broken"] });
    const wanted = [...run.attempts].filter(([, all]) => ["flaky", "broken"].includes(outcomeOf(all)));
    expect(flaky?.items.map(({ testId }) => testId).toSorted()).toEqual(wanted.map(([testId]) => testId).toSorted());
    const named = await listRunResults(test.store.connection, { ...question, q: "TEST_1", suite: "tests.area1" });
    const isNamed = tests.filter((each) => each.suite === "tests.area1" && each.name.startsWith("test_1"));
    const present = isNamed.filter((each) => run.attempts.has(idOf(project, each)));
    expect(named?.items.map(({ name }) => name).toSorted()).toEqual(present.map(({ name }) => name).toSorted());
  });

  it("tells the history of each test, newest first, one entry a run", async () => {
    for (const each of tests) {
      const testId = idOf(project, each);
      const history = await testHistory(test.store.connection, { testId, limit: 100 });
      const wanted = newestFirst.flatMap((run) => {
        const attempts = run.attempts.get(testId);
        if (attempts === undefined) return [];
        const failed = attempts.findLastIndex((status) => isFailing(status));
        const message = failed === -1 ? "" : `${attempts[failed]} ${failed}`;
        const { submissionId: runId, target } = run.owner;
        return { runId, target, branch: run.branch, outcome: outcomeOf(attempts), attempts: attempts.length, message };
      });
      expect(
        history?.items.map(({ run: { runId, branch }, target, outcome, attempts, message }) => ({
          ...{ runId, target, branch, outcome, attempts, message },
        })),
      ).toEqual(wanted);
    }
  });

  it("says since when each test fails, as walking back through its runs does", async () => {
    for (const each of tests) {
      const testId = idOf(project, each);
      const found = await findTest(test.store.connection, { testId });
      const since = found?.failingSince;
      const told = since && {
        ...since,
        firstFailure: since.firstFailure.runId,
        lastPass: since.lastPass?.runId ?? null,
      };
      expect(told ?? null).toEqual(failingSinceByWalking(testId));
    }
  });

  it("lists tests with their last outcome, and projects and targets", async () => {
    const page = await listTests(test.store.connection, { project, limit: 100 });
    expect(page.items).toHaveLength(tests.length);
    for (const { testId, lastOutcome, firstSeenAt } of page.items) {
      const seen = newestFirst.filter((run) => run.attempts.has(testId));
      expect(lastOutcome).toBe(outcomeIn(seen[0] as GeneratedRun, testId));
      expect(firstSeenAt.slice(0, 7)).toMatch(/2026-1[01]/);
    }
    expect(await listProjects(test.store.connection)).toMatchObject([{ project, targets: 2, tests: tests.length }]);
    const targets = await listTargets(test.store.connection, { project });
    expect(targets.map(({ target }) => target)).toEqual(["browser", "unit"]);
    for (const { target, recentRuns } of targets) {
      const wanted = newestFirst.filter(({ owner }) => owner.target === target).slice(0, 30);
      expect(recentRuns.map(({ runId }) => runId)).toEqual(wanted.map(({ owner }) => owner.submissionId));
    }
  });
});

function failingSinceByWalking(testId: string): unknown {
  const latest = newestFirst.find((run) => run.attempts.has(testId)) as GeneratedRun;
  const judged = newestFirst.filter(
    (run) =>
      run.ended && run.attempts.has(testId) && run.branch === latest.branch && run.owner.target === latest.owner.target,
  );
  let firstFailure: string | null = null;
  let count = 0;
  for (const run of judged) {
    const outcome = outcomeIn(run, testId) as Outcome;
    if (outcome === "passed" || outcome === "flaky") {
      return firstFailure && { firstFailure, lastPass: run.owner.submissionId, runs: count };
    }
    if (run === judged[0] && outcome === "skipped") return null;
    if (outcome !== "skipped") {
      firstFailure = run.owner.submissionId;
      count += 1;
    }
  }
  return firstFailure && { firstFailure, lastPass: null, runs: count };
}
