import { type RenameIndex, type RunView, renameIndex, type TargetSettings } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { deleteRun } from "./facts/runMarks.ts";
import { changeTargetSettings } from "./facts/targetSettings.ts";
import { decideRename, renameId, stateRename } from "./facts/testRenames.ts";
import { findTest } from "./queries/findTest.ts";
import { historyCells } from "./queries/historyCells.ts";
import { listFailing } from "./queries/listFailing.ts";
import { listTests } from "./queries/listTests.ts";
import { testHistory } from "./queries/testHistory.ts";
import { connections } from "./testing/connections.ts";
import {
  generatedHistory,
  generatedTargets,
  generatedTests,
  ownedHistory,
  partsOfGenerated,
} from "./testing/generatedHistory.ts";
import type { NaiveRules } from "./testing/naive.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { naiveFailing, renamedHistory, type StoryRun, storyRuns } from "./testing/story.ts";
import { idOf } from "./testing/submit.ts";

const note = { by: "ada", reason: "" };
const limit = 100;
const settingsOf: Readonly<Record<RunView, Partial<TargetSettings>>> = {
  separate: { consolidation: false, replacement: false },
  appended: { consolidation: true, replacement: false },
  replaced: { consolidation: true, replacement: true },
};
const renamings = fc.constantFrom<[string, string][]>(
  [["test_a", "test_b"]],
  [
    ["test_d", "test_c"],
    ["test_b", "test_a"],
  ],
);

describe.each(connections)("the stories of tests over %s", (_, open) => {
  let test: TestStore;
  let connection: Connection;
  let stories = 0;
  beforeAll(async () => {
    test = await open();
    connection = test.store.connection;
  });
  afterAll(() => test.dispose());

  async function expectStories(
    project: string,
    { runs, named = runs }: { runs: readonly StoryRun[]; named?: readonly StoryRun[] },
    index: Pick<RenameIndex, "newest">,
  ): Promise<void> {
    for (const name of generatedTests) {
      const newest = index.newest(name);
      const history = await testHistory(connection, { testId: idIn(project, name), limit });
      const wanted = runs.flatMap(({ runId, target, outcomes, attempts }) =>
        outcomes.has(newest) ? [[runId, target, outcomes.get(newest), attempts.get(newest)]] : [],
      );
      const found = history?.items.map(({ run, target, outcome, attempts }) => [run.runId, target, outcome, attempts]);
      expect(found ?? []).toEqual(wanted);
      const cells = await historyCells(connection, { testId: idIn(project, name), withFamily: false, limit });
      const told = cells?.items.map(({ run, target, outcome, attempts }) => [
        ...[run.runId, target, outcome, attempts.length],
      ]);
      expect(told ?? []).toEqual(wanted);
    }
    const { items } = await listFailing(connection, { project, branch: "*", limit });
    for (const name of generatedTests) {
      const ofOne = await listFailing(connection, { project, testId: idIn(project, name), branch: "*", limit });
      const newest = idIn(project, index.newest(name));
      expect(ofOne.items).toEqual(items.filter(({ testId }) => testId === newest));
    }
    const failing = naiveFailing(runs, named);
    const found = items.map(({ name, target, branch, runs: count, ...item }) => ({
      ...{ name, target, branch, runs: count },
      ...{ firstFailure: item.firstFailure.runId, lastFailure: item.lastFailure.runId },
      lastPass: item.lastPass?.runId ?? null,
    }));
    expect(found.toSorted(byText)).toEqual(failing.toSorted(byText));
    const begun = failing.map(({ firstFailure }) => firstFailure);
    expect(found.map(({ firstFailure }) => firstFailure)).toEqual(begun.toSorted().toReversed());
  }

  /** Everything that is told of a project's tests. */
  async function toldOf(project: string): Promise<unknown> {
    const stories = generatedTests.map(async (name) => {
      const testId = idIn(project, name);
      return [await findTest(connection, { testId }), await testHistory(connection, { testId, limit })];
    });
    const failing = await listFailing(connection, { project, branch: "*", limit });
    return [await listTests(connection, { project, limit }), failing, await Promise.all(stories)];
  }

  const asWalked = fc.asyncProperty(
    generatedHistory,
    renamings,
    fc.record({
      cut: fc.nat(5),
      view: fc.constantFrom<RunView>("separate", "appended", "replaced"),
      doomed: fc.nat(7),
    }),
    async (generated, pairs, { cut, view, doomed }) => {
      const number = stories++;
      const project = `story-${number}`;
      const history = renamedHistory(ownedHistory(generated, number), pairs, cut);
      await Promise.all(partsOfGenerated(project, history).map((part) => test.store.append(part)));
      await test.store.settled();
      for (const target of generatedTargets) {
        await changeTargetSettings(connection, { project, target }, { ...settingsOf[view], ...note });
      }
      const rules: NaiveRules = { view, interpretation: {}, deleted: new Set(), overrides: new Map() };
      const deleted = storyRuns(history.submissions, rules, renameIndex([]))[doomed];
      if (deleted !== undefined) await deleteRun(connection, { runId: deleted.runId, ...note });
      const after = { ...rules, deleted: new Set(deleted?.submissionIds) };
      const named = storyRuns(history.submissions, after, renameIndex([]));
      await expectStories(project, { runs: named }, renameIndex([]));
      const before = await toldOf(project);

      const seen = new Set(history.submissions.flatMap(({ attempts }) => [...attempts.keys()]));
      const links = pairs.filter((pair) => pair.every((name) => seen.has(name)));
      const index = renameIndex(links.map(([from, to]) => ({ from, to })));
      const facts = links.map(([from, to]) => ({ project, from: idIn(project, from), to: idIn(project, to) }));
      for (const fact of facts) await stateRename(connection, { ...fact, ...note });
      await expectStories(project, { runs: storyRuns(history.submissions, after, index), named }, index);

      for (const fact of facts) {
        await decideRename(connection, { renameId: renameId(fact), decision: "undo", ...note });
      }
      expect(await toldOf(project)).toEqual(before);
    },
  );

  it("are as walking through the runs tells them, with renames, and without once they are undone", async () => {
    await fc.assert(asWalked, { numRuns: 3, endOnFailure: true });
  }, 240_000);
});

function idIn(project: string, name: string): string {
  return idOf(project, { suite: "tests.cart", name });
}

function byText(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
