import { type Run, type RunView, type Status, submissionTime, type TargetSettings } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { overrideResult, removeOverride } from "./facts/overrides.ts";
import { deleteRun, restoreRun } from "./facts/runMarks.ts";
import { changeTargetSettings } from "./facts/targetSettings.ts";
import { findResult } from "./queries/findResult.ts";
import { findRun } from "./queries/findRun.ts";
import { listRunResults } from "./queries/listRunResults.ts";
import { listRuns } from "./queries/listRuns.ts";
import { connections } from "./testing/connections.ts";
import {
  type GeneratedHistory,
  type GeneratedSubmission,
  generatedHistory,
  generatedTargets,
  generatedTests,
  ownedHistory,
  partsOfGenerated,
} from "./testing/generatedHistory.ts";
import { type NaiveRules, type NaiveRun, naiveRuns, naiveStatus } from "./testing/naive.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { idOf } from "./testing/submit.ts";

const note = { by: "ada", reason: "" };
const later = Date.now() + 3_600_000;
const views: readonly RunView[] = ["separate", "appended", "replaced"];
const plain: NaiveRules = { view: "separate", interpretation: {}, deleted: new Set(), overrides: new Map() };
const settingsOf: Readonly<Record<RunView, Partial<TargetSettings>>> = {
  separate: { consolidation: false, replacement: false },
  appended: { consolidation: true, replacement: false },
  replaced: { consolidation: true, replacement: true },
};
const words = fc.dictionary(
  fc.constantFrom("xfailed", "xpassed", "timedOut", "passed"),
  fc.constantFrom("passed", "failed", "skipped"),
) as fc.Arbitrary<Record<string, Status>>;

describe.each(connections)("runs over %s", (_, open) => {
  let test: TestStore;
  let histories = 0;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  /** Sends a history to a project of its own; all parts at once, or each after the one before was summarised. */
  async function send(
    history: GeneratedHistory,
    { apart = false } = {},
  ): Promise<{ project: string; submissions: readonly GeneratedSubmission[] }> {
    const number = histories++;
    const project = `history-${number}`;
    const own = ownedHistory(history, number);
    const parts = partsOfGenerated(project, own);
    if (apart) {
      for (const part of parts) {
        await test.store.append(part);
        await test.store.settled();
      }
    } else await Promise.all(parts.map((part) => test.store.append(part)));
    await test.store.settled();
    return { project, submissions: own.submissions };
  }

  async function set(project: string, settings: Partial<TargetSettings>): Promise<void> {
    for (const target of generatedTargets) {
      await changeTargetSettings(test.store.connection, { project, target }, { ...settings, ...note });
    }
    if (settings.interpretation !== undefined) await test.store.refresh();
  }

  async function expectRuns(
    project: string,
    submissions: readonly GeneratedSubmission[],
    rules: NaiveRules,
    asof?: string,
  ): Promise<NaiveRun[]> {
    const runs = generatedTargets
      .flatMap((target) =>
        naiveRuns(
          submissions.filter((each) => each.target === target),
          rules,
        ),
      )
      .toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
    const page = await listRuns(test.store.connection, { project, asof, limit: 100 }, later);
    expect(page.items.map(told)).toEqual(runs.map(tellNaive));
    return runs;
  }

  async function expectResults(project: string, runs: readonly NaiveRun[]): Promise<void> {
    for (const run of runs) {
      const runId = run.submissionIds.at(-1) as string;
      const page = await listRunResults(test.store.connection, { runId, sort: "name", limit: 100 });
      expect(page?.items.map(({ name, outcome, attempts }) => [name, outcome, attempts])).toEqual(
        [...run.outcomes].toSorted().map(([name, outcome]) => [name, outcome, run.attempts.get(name)]),
      );
      for (const [name, outcome] of [...run.outcomes].slice(0, 1)) {
        const testId = idOf(project, { suite: "tests.cart", name });
        expect((await findResult(test.store.connection, { runId, testId }))?.outcome).toBe(outcome);
      }
    }
  }

  it("add up to what walking through every submission gives, whatever the settings, back and forth", async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        fc.shuffledSubarray(["separate", "appended", "replaced"] as RunView[], { minLength: 3 }),
        async (history, views) => {
          const { project, submissions } = await send(history);
          await expectRuns(project, submissions, plain);
          for (const view of [...views, ...views.slice(0, 1)]) {
            await set(project, settingsOf[view]);
            await expectResults(project, await expectRuns(project, submissions, { ...plain, view }));
          }
        },
      ),
      { numRuns: 4 },
    );
  }, 120_000);

  it("are the same when the settings are there before, and the parts come one by one", async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, fc.constantFrom<RunView>("appended", "replaced"), async (history, view) => {
        const number = histories;
        await set(`history-${number}`, settingsOf[view]);
        const { project, submissions } = await send(history, { apart: true });
        await expectRuns(project, submissions, { ...plain, view });
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it("read the runner's words as the target says", async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        words,
        fc.constantFrom<RunView>("separate", "appended", "replaced"),
        async (history, interpretation, view) => {
          const { project, submissions } = await send(history);
          await set(project, { ...settingsOf[view], interpretation });
          await expectResults(project, await expectRuns(project, submissions, { ...plain, view, interpretation }));
        },
      ),
      { numRuns: 3 },
    );
  }, 120_000);

  it("leave out what is deleted, and have it again when it is restored", async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        fc.nat(6),
        fc.constantFrom<RunView>("separate", "appended"),
        async (history, pick, view) => {
          const { project, submissions } = await send(history);
          await set(project, settingsOf[view]);
          const runs = await expectRuns(project, submissions, { ...plain, view });
          const run = runs[pick % runs.length] as NaiveRun;
          const runId = run.submissionIds.at(-1) as string;
          await deleteRun(test.store.connection, { runId, ...note });
          await expectRuns(project, submissions, { ...plain, view, deleted: new Set(run.submissionIds) });
          expect(await findRun(test.store.connection, { runId })).toBeUndefined();
          await restoreRun(test.store.connection, { runId, ...note });
          await expectRuns(project, submissions, { ...plain, view });
        },
      ),
      { numRuns: 3 },
    );
  }, 120_000);

  it("read a result as a person said it is, in every execution of its run", async () => {
    const statuses = fc.constantFrom<Status>("passed", "failed", "broken", "skipped");
    await fc.assert(
      fc.asyncProperty(
        generatedHistory,
        fc.nat(6),
        statuses,
        fc.constantFrom<RunView>("separate", "appended", "replaced"),
        async (history, pick, status, view) => {
          const { project, submissions } = await send(history);
          await set(project, settingsOf[view]);
          const runs = await expectRuns(project, submissions, { ...plain, view });
          const run = runs[pick % runs.length] as NaiveRun;
          const name = generatedTests.find((each) => run.outcomes.has(each));
          fc.pre(name !== undefined);
          const testId = idOf(project, { suite: "tests.cart", name: name as string });
          await overrideResult(test.store.connection, { runId: run.runId, testId, status, ...note });
          const overrides = new Map(run.submissionIds.map((id) => [`${id} ${name}`, status] as const));
          await expectResults(project, await expectRuns(project, submissions, { ...plain, view, overrides }));
          await removeOverride(test.store.connection, { runId: run.runId, testId, ...note });
          await expectRuns(project, submissions, { ...plain, view });
        },
      ),
      { numRuns: 3 },
    );
  }, 120_000);

  it("were at a time what had begun by then adds up to, whatever people said since", async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, fc.nat(6), fc.constantFrom(...views), async (history, pick, view) => {
        const { project, submissions } = await send(history);
        await set(project, settingsOf[view]);
        const runs = await expectRuns(project, submissions, { ...plain, view });
        await deleteRun(test.store.connection, { runId: runs[pick % runs.length]?.runId as string, ...note });
        const last = submissions[pick % submissions.length] as GeneratedSubmission;
        const asof = new Date(submissionTime(last.submissionId) + 1).toISOString();
        const then = submissions.filter(({ submissionId }) => submissionId <= last.submissionId);
        const wanted = await expectRuns(project, then, { ...plain, view }, asof);
        for (const run of wanted) {
          const found = await findRun(
            test.store.connection,
            { runId: run.submissionIds.at(-1) as string, asof },
            later,
          );
          expect(found && told(found)).toEqual(tellNaive(run));
          const results = { runId: run.runId, asof, sort: "name", limit: 100 } as const;
          const page = await listRunResults(test.store.connection, results);
          expect(page?.items.map(({ name, outcome }) => [name, outcome])).toEqual([...run.outcomes].toSorted());
        }
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});

function told(run: Run): object {
  const { runId, target, counts, executions, errors, submissionCount, status, state, incompleteBecause } = run;
  return { runId, target, counts, executions, errors, submissionCount, status, state, incompleteBecause };
}

function tellNaive(run: NaiveRun): object {
  const { runId, target, counts, executions, errors, incompleteBecause } = run;
  const state = incompleteBecause.length === 0 ? "complete" : "incomplete";
  const submissionCount = run.submissionIds.length;
  return {
    runId,
    target,
    counts,
    executions,
    errors,
    submissionCount,
    status: naiveStatus(run),
    state,
    incompleteBecause,
  };
}
