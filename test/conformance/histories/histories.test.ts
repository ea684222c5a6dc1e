import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbeddedTestStore, type TestStore } from "../../../packages/server/src/store/testing/openTestStore.ts";
import { root } from "../../architecture/sourceFiles.ts";
import { importHistory } from "./importHistory.ts";
import { madeAgain } from "./madeAgain.ts";
import { readHistory, readTruth, type TrueStory } from "./readHistory.ts";
import { storyOf, wholeFailing, wholeHistory } from "./storyOf.ts";

// BACKSTORY_HISTORIES may name a folder of more histories, each a folder with runs, results and a truth.json.
const folder = process.env["BACKSTORY_HISTORIES"] ?? join(root, "test/corpora/histories");
const histories = readdirSync(folder).filter((name) => readdirSync(join(folder, name)).includes("truth.json"));

/**
 * Where `truth.json` counts otherwise than we do: it folds results of one name in one run into one ("merged_duplicates"),
 * and we keep them as `name`, `name #2` …, each with its own history.
 */
const numbered = / #\d+$/;

const table: Record<string, string | number>[] = [];
let stage: TestStore;

beforeAll(async () => {
  stage = await openEmbeddedTestStore();
});

afterAll(async () => {
  await stage.dispose();
  console.table(table);
});

describe("real histories come out as their truth says", () => {
  test.each(histories)("%s", { timeout: 900_000 }, async (name) => {
    const truth = readTruth(join(folder, name));
    const runs = readHistory(join(folder, name));
    const { connection } = stage.store;
    const imported = await importHistory(stage.store, name, runs);
    const merged = [...imported.tests.keys()].filter((test) => numbered.test(test));
    expect(runs.length).toBe(truth.runs);
    expect(imported.results - truth.merged_duplicates).toBe(truth.results);
    expect(imported.tests.size - merged.length).toBe(truth.tests);

    const everBad = [...imported.tests].filter(([, { everBad }]) => everBad).map(([test]) => test);
    expect(everBad.toSorted()).toEqual(truth.bad_tests.map(({ test }) => test).toSorted());

    const again = madeAgain(runs);
    const notNow = new Set<string>();
    let equal = 0;
    let transitions = 0;
    const compare = async ({ test: title, ...told }: TrueStory): Promise<void> => {
      const entries = await wholeHistory(connection, imported.tests.get(title)?.testId ?? "");
      const last = entries.at(-1);
      if (last?.outcome === "skipped" || again.has(imported.runOf.get(last?.run.runId ?? "") ?? -1)) notNow.add(title);
      const { test: _, ...found } = storyOf(title, entries, imported.runOf);
      const { n, first_bad_run, first_bad_commit, now, now_since_run, now_since_commit } = told;
      const expected = { n, first_bad_run, first_bad_commit, transitions: told.transitions, now, now_since_run };
      expect(found, title).toEqual({ ...expected, now_since_commit });
      equal += 1;
      transitions += found.transitions;
    };
    // As many at once as the engine has readers.
    for (let from = 0; from < truth.bad_tests.length; from += 4) {
      await Promise.all(truth.bad_tests.slice(from, from + 4).map(compare));
    }
    expect(transitions).toBe(truth.transitions_total);

    const failing = await wholeFailing(connection, name);
    const since = failing.map(({ testId, firstFailure: { runId, commit } }) => [
      testId,
      imported.runOf.get(runId),
      commit,
    ]);
    // `truth.json` looks past skips, and past the end: to us a test that was skipped when it was seen last, or that a
    // newer run of the same tests does not have any more, does not fail now.
    const badNow = truth.bad_tests.filter(({ test, now }) => now === "bad" && !notNow.has(test));
    const trueSince = badNow.map((told) => [
      ...[imported.tests.get(told.test)?.testId, told.now_since_run, told.now_since_commit],
    ]);
    expect(since.toSorted()).toEqual(trueSince.toSorted());
    table.push({
      history: name,
      runs: runs.length,
      tests: truth.tests,
      results: imported.results,
      "ever bad": everBad.length,
      "first failure, transitions, now: equal": `${equal} of ${truth.bad_tests.length}`,
      transitions,
      "fail now, since the same run": `${failing.length} of ${badNow.length}`,
    });
  });
});
