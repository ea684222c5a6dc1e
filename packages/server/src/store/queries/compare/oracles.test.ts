import type { ChangeClass, Changes, ResultToWrite, Status } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeTargetSettings } from "../../facts/targetSettings.ts";
import { stateRename } from "../../facts/testRenames.ts";
import { openEmbeddedTestStore, type TestStore } from "../../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, type TestRecord, whose } from "../../testing/submit.ts";
import { compareSelections } from "./compareSelections.ts";
import { runChanges } from "./runChanges.ts";

const hour = 3_600_000;
const note = { by: "ada", reason: "" };
const statusOf: Readonly<Record<string, Status>> = { P: "passed", F: "failed", B: "broken", S: "skipped" };

interface MadeRun {
  /** How `test_0`, `test_1` … ended: P, F, B, S; `f` failed and then passed; `-` is not there. */
  readonly letters: string;
  readonly branch?: string;
  readonly about?: object;
  readonly more?: (test: number) => Partial<ResultToWrite>;
  readonly incomplete?: boolean;
}

let test: TestStore;
let hours = 0;

beforeAll(async () => {
  test = await openEmbeddedTestStore();
}, 60_000);

afterAll(() => test.dispose());

async function keep(project: string, runs: readonly MadeRun[]): Promise<string[]> {
  const owners = runs.map(() => whose(project, Date.UTC(2026, 9, 1) + hours++ * hour));
  for (const [index, { letters, branch = "main", about, more, incomplete }] of runs.entries()) {
    const owner = owners[index] as (typeof owners)[0];
    const results = [...letters].flatMap((letter, number) => resultsOf(letter, number, more?.(number) ?? {}));
    const records = [submissionOf(owner, { git: { branch, commit: `abcd${index}` }, ...about } as never), ...results];
    await test.store.append(partOf(owner, [...records, ...(incomplete ? [] : [end])]));
  }
  await test.store.settled();
  return owners.map(({ submissionId }) => submissionId);
}

function resultsOf(letter: string, number: number, more: Partial<ResultToWrite>): TestRecord[] {
  if (letter === "-") return [];
  const attempts = letter === "f" ? ["failed", "passed"] : [statusOf[letter]];
  return attempts.map((status, index) =>
    resultOf(`test_${number}`, {
      ...{ status: status as Status, attempt: index + 1, resultId: `${number}-${index}` },
      ...((status === "failed" || status === "broken") && { failure: { message: "boom" } }),
      ...more,
    }),
  );
}

function changesOf(runId: string | undefined, more: object = {}): Promise<Changes> {
  return runChanges(test.store.connection, { runId: runId ?? "", limit: 50, ...more });
}

/** The numbers of the tests in a list. */
function testsIn({ lists }: Changes, name: ChangeClass): number[] {
  const items = lists.find((list) => list.class === name)?.items ?? [];
  return items.map((item) => Number(item.name.slice("test_".length)));
}

describe("the runs P,F then F,F then F,P", () => {
  it("have new fails, continuing fails and new passes, each in its list", async () => {
    const [, second, third] = await keep("supplemental", [{ letters: "PF" }, { letters: "FF" }, { letters: "FP" }]);
    const inSecond = await changesOf(second);
    expect(testsIn(inSecond, "newlyFailing")).toEqual([0]);
    expect(testsIn(inSecond, "stillFailing")).toEqual([1]);
    expect(testsIn(inSecond, "fixed")).toEqual([]);
    const inThird = await changesOf(third);
    expect(testsIn(inThird, "newlyFailing")).toEqual([]);
    expect(testsIn(inThird, "stillFailing")).toEqual([0]);
    expect(testsIn(inThird, "fixed")).toEqual([1]);
  });

  it("say of what still fails since which run it does", async () => {
    const [first, second, third] = await keep("since", [{ letters: "PF" }, { letters: "FF" }, { letters: "FF" }]);
    const { lists } = await changesOf(third);
    const still = lists.find((list) => list.class === "stillFailing")?.items ?? [];
    expect(
      still.map(({ name, since }) => [name, since?.firstFailure.runId, since?.lastPass?.runId, since?.runs]),
    ).toEqual([
      ["test_0", second, first, 2],
      ["test_1", first, undefined, 3],
    ]);
  });
});

describe("any two runs", () => {
  it("have the four transitions that were counted by hand, and those of what is skipped or not there", async () => {
    const [a, b] = await keep("transitions", [{ letters: "PPPPPFFFBfS-" }, { letters: "PPPFBPPFFP-S" }]);
    const { transitions, counts, tests } = await compareSelections(test.store.connection, {
      ...{ a: a as string, b: b as string, limit: 50 },
    });
    expect(tests).toBe(12);
    const courses = Object.fromEntries(
      transitions.map(({ before, after, tests: number }) => [`${before ?? "none"} > ${after ?? "none"}`, number]),
    );
    expect(courses).toEqual({
      ...{ "passed > passed": 3, "passed > failed": 1, "passed > broken": 1, "failed > passed": 2 },
      ...{ "failed > failed": 1, "broken > failed": 1, "flaky > passed": 1, "skipped > none": 1, "none > skipped": 1 },
    });
    expect(counts).toMatchObject({ newlyFailing: 2, stillFailing: 2, fixed: 2, added: 1, missing: 1, skippedNow: 0 });
  });

  it("can be compared in either direction", async () => {
    const [a, b] = await keep("directions", [{ letters: "PF" }, { letters: "FP" }]);
    const there = await changesOf(b, { against: a });
    const back = await compareSelections(test.store.connection, { a: b as string, b: a as string, limit: 50 });
    expect([testsIn(there, "newlyFailing"), testsIn(there, "fixed")]).toEqual([[0], [1]]);
    expect([testsIn(back, "newlyFailing"), testsIn(back, "fixed")]).toEqual([[1], [0]]);
    expect(there.before?.choice).toBe("asked");
  });
});

describe("a run that is not complete", () => {
  it("never says that a test is missing or fixed, and is never the base", async () => {
    const runs = [{ letters: "PFFP" }, { letters: "FP--", incomplete: true }, { letters: "PFFP" }];
    const [first, second, third] = await keep("incomplete", runs);
    const inSecond = await changesOf(second);
    expect(inSecond.after.isComplete).toBe(false);
    expect(inSecond.counts).toMatchObject({ newlyFailing: 1, fixed: 0, missing: 0, unreported: 2 });
    const absences = inSecond.lists.find((list) => list.class === "unreported")?.items.map(({ absence }) => absence);
    expect(absences).toEqual(["incomplete", "incomplete"]);
    expect((await changesOf(third)).before?.runs.map(({ runId }) => runId)).toEqual([first]);
  });
});

describe("why a test is not there any more", () => {
  it.each<[string, object, object, string]>([
    ["everything was asked for", {}, {}, "removed"],
    ["a part was asked for", {}, { selection: { arguments: ["-k", "cart"], deselected: 1 } }, "deselected"],
    [
      "the same part was asked for",
      { selection: { arguments: ["tests"] } },
      { selection: { arguments: ["tests"] } },
      "removed",
    ],
  ])("is said: %s", async (what, before, after, reason) => {
    const project = `absence-${what.replaceAll(" ", "-")}`;
    const runs = [
      { letters: "PP", about: before },
      { letters: "P-", about: after },
    ];
    const [, second] = await keep(project, runs);
    const { lists } = await changesOf(second);
    expect(lists.find((list) => list.class === "missing")?.items.map(({ name, absence }) => [name, absence])).toEqual([
      ["test_1", reason],
    ]);
  });
});

describe("runs of a build", () => {
  it("say of a lost shard's tests that nothing is known, and never that they are missing", async () => {
    const project = "shards";
    await changeTargetSettings(test.store.connection, { project, target: "unit" }, { consolidation: true, ...note });
    const shard = (build: string, index: number) => ({ build: { name: build }, shard: { index, total: 2 } });
    const [first, second] = await keep(project, [
      { letters: "PF--", about: shard("1", 1) },
      { letters: "--FP", about: shard("1", 2) },
      { letters: "FP--", about: shard("2", 1) },
    ]).then((ids) => [ids[1], ids[2]]);
    const half = await changesOf(second);
    expect(half.before?.runs).toHaveLength(1);
    expect(half.counts).toMatchObject({ newlyFailing: 1, fixed: 0, missing: 0, unreported: 2 });
    const absences = half.lists.find((list) => list.class === "unreported")?.items.map(({ absence }) => absence);
    expect(absences).toEqual(["shard-lost", "shard-lost"]);
    await keep(project, [{ letters: "--PP", about: shard("2", 2) }]);
    expect((await changesOf(second)).counts).toMatchObject({ newlyFailing: 1, fixed: 2, missing: 0, unreported: 0 });
    expect((await changesOf(first, { against: "previous" })).before).toBeNull();
  });
});

describe("a test that was renamed", () => {
  it("is neither missing nor added, and fails since it did under its old name", async () => {
    const project = "renamed";
    const runs = await keep(project, [{ letters: "PP-" }, { letters: "FP-" }, { letters: "-PF" }]);
    const [from, to] = [0, 2].map((number) => idOf(project, resultOf(`test_${number}`)));
    const third = runs[2];
    expect((await changesOf(third)).counts).toMatchObject({ newlyFailing: 1, missing: 1, added: 1, stillFailing: 0 });
    await stateRename(test.store.connection, { project, from: from as string, to: to as string, ...note });
    const changes = await changesOf(third);
    expect(changes.counts).toMatchObject({
      newlyFailing: 0,
      missing: 0,
      added: 0,
      stillFailing: 1,
      failingDifferently: 0,
    });
    const [item] = changes.lists.find((list) => list.class === "stillFailing")?.items ?? [];
    expect([item?.name, item?.since?.firstFailure.runId, item?.since?.runs]).toEqual(["test_2", runs[1], 2]);
    expect(item?.before.failure?.message).toBe("boom");
  });
});

describe("what else becomes of a test", () => {
  it("is flaky, with the failure that was forgiven", async () => {
    const [, second] = await keep("forgiven", [{ letters: "PP" }, { letters: "fP" }]);
    const [item] = (await changesOf(second)).lists.find((list) => list.class === "flaky")?.items ?? [];
    expect([item?.name, item?.before.failure, item?.after.failure?.message]).toEqual(["test_0", null, "boom"]);
  });

  it("fails differently when its failure looks different, though it fails still", async () => {
    const failing = (message: string) => () => ({ failure: { type: "Error", message } });
    const [, second, third] = await keep("differently", [
      { letters: "F", more: failing("expected 1 to equal 2") },
      { letters: "F", more: failing("expected 3 to equal 4") },
      { letters: "F", more: failing("cannot connect") },
    ]);
    expect((await changesOf(second)).counts).toMatchObject({ stillFailing: 1, failingDifferently: 0 });
    const inThird = await changesOf(third);
    expect(inThird.counts).toMatchObject({ stillFailing: 1, failingDifferently: 1 });
    const [item] = inThird.lists.find((list) => list.class === "failingDifferently")?.items ?? [];
    expect([item?.before.failure?.message, item?.after.failure?.message]).toEqual([
      "expected 3 to equal 4",
      "cannot connect",
    ]);
  });

  it("is slower when its last passes do not explain how long it took", async () => {
    const taking = (durationMs: number) => (number: number) => ({ durationMs: number === 0 ? durationMs : 40 });
    const usual = [500, 520, 480, 510, 490, 500].map((durationMs) => ({ letters: "PP", more: taking(durationMs) }));
    const runs = await keep("slower", [
      ...usual,
      { letters: "PP", more: taking(1_000) },
      { letters: "PP", more: taking(600) },
    ]);
    const slow = await changesOf(runs[6]);
    expect(slow.counts).toMatchObject({ slower: 1 });
    const [item] = slow.lists.find((list) => list.class === "slower")?.items ?? [];
    expect(item).toMatchObject({ name: "test_0", slowness: { durationMs: 1_000, medianMs: 500, passes: 6, ratio: 2 } });
    expect([item?.before.medianMs, item?.after.medianMs]).toEqual([500, 1_000]);
    expect((await changesOf(runs[7])).counts.slower).toBe(0);
  });

  it("fails more often than chance explains, over enough runs", async () => {
    const before = Array.from({ length: 10 }, (_, run) => ({
      letters: `P${run % 5 === 0 ? "F" : "P"}`,
      branch: "main",
    }));
    const after = Array.from({ length: 10 }, (_, run) => ({ letters: `F${run % 4 === 0 ? "F" : "P"}`, branch: "dev" }));
    await keep("often", [...before, ...after]);
    const question = { project: "often", a: "branch:main:10", b: "branch:dev:10", limit: 50 };
    const changes = await compareSelections(test.store.connection, question);
    expect(testsIn(changes, "worse")).toEqual([0]);
    expect(testsIn(changes, "stillFailing")).toEqual([1]);
    const [item] = changes.lists.find((list) => list.class === "worse")?.items ?? [];
    expect(item?.p).toBeCloseTo(2 / 184_756, 12);
    expect(item?.q).toBeCloseTo(4 / 184_756, 12);
  });
});

describe("what a run is compared with", () => {
  it("is the run before on its branch, else on the default branch, else nothing", async () => {
    const [main, dev, again] = await keep("bases", [
      { letters: "P" },
      { letters: "F", branch: "dev" },
      { letters: "F", branch: "dev" },
    ]);
    expect((await changesOf(main)).before).toBeNull();
    expect((await changesOf(dev)).before).toMatchObject({
      choice: "previous-on-default-branch",
      runs: [{ runId: main }],
    });
    expect((await changesOf(again)).before).toMatchObject({ choice: "previous-on-branch", runs: [{ runId: dev }] });
  });

  it("is what a selector names, and a selector that names nothing says so", async () => {
    const [first, , third] = await keep("selectors", [
      { letters: "P", about: { build: { name: "1.0" } } },
      { letters: "F", branch: "dev" },
      { letters: "F" },
    ]);
    const bases = async (against: string): Promise<string[]> =>
      ((await changesOf(third, { against })).before?.runs ?? []).map(({ runId }) => runId);
    expect(await bases("build:1.0")).toEqual([first]);
    expect(await bases("branch:main:5")).toEqual([first]);
    expect(await bases("commit:abcd0")).toEqual([first]);
    expect(await bases("previous")).toEqual([first]);
    await expect(changesOf(third, { against: "branch:release" })).rejects.toMatchObject({ code: "not-found" });
    await expect(changesOf(third, { against: "nonsense" })).rejects.toMatchObject({ code: "selector-invalid" });
    await expect(changesOf("nothing")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the list of a class", () => {
  it("gives every test once, page by page", async () => {
    const letters = "F".repeat(23);
    const [, second] = await keep("pages", [{ letters: letters.replaceAll("F", "P") }, { letters }]);
    const walked: number[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await changesOf(second, { class: "newlyFailing", limit: 5, cursor });
      expect(page.lists.map((list) => [list.class, list.tests])).toEqual([["newlyFailing", 23]]);
      walked.push(...testsIn(page, "newlyFailing"));
      cursor = page.lists[0]?.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    expect(walked.toSorted((a, b) => a - b)).toEqual([...letters].map((_, number) => number));
    await expect(changesOf(second, { class: "fixed", cursor: "forged" })).rejects.toMatchObject({
      code: "cursor-invalid",
    });
  });
});
