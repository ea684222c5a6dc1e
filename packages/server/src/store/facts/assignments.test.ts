import { type Assignment, assignmentSchema, type Status } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestGroup, testGroup } from "../queries/testGroup.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { random } from "../testing/random.ts";
import { end, idOf, partOf, resultOf, submissionOf, type TestRecord, whose } from "../testing/submit.ts";
import { assignmentPage } from "./assignmentPage.ts";
import { assignTest, findAssignment, listAssignments, resolveAssignment } from "./assignments.ts";
import { withAssignments } from "./openAssignments.ts";
import { resolvePassed } from "./resolvePassed.ts";

const project = "assigned";
const names = ["test_a", "test_b", "test_c", "test_d"];
const targets = ["unit", "browser"];
const ids = names.map((name) => idOf(project, { suite: "tests.cart", name }));
const day = 86_400_000;

/** A run as the naive recomputation knows it. */
interface KnownRun {
  readonly runId: string;
  readonly begunAt: number;
  readonly target: string;
  readonly counts: boolean;
  readonly attempts: ReadonlyMap<string, readonly Status[]>;
}

/** Says what became of an assignment by walking through the runs that came after it. */
function naively({ testId, target, assignedAt }: Assignment, runs: readonly KnownRun[]): object {
  const passing = runs
    .filter((run) => run.counts && run.target === target && run.begunAt > Date.parse(assignedAt))
    .filter(({ attempts }) => attempts.get(testId)?.every((status) => status === "passed"))
    .map(({ runId }) => runId);
  const [resolvedRunId = null] = passing.toSorted();
  return { state: resolvedRunId === null ? "open" : "resolved", resolvedRunId };
}

/** Which attempts each test has in a run; with `all` no test is left out. */
function generatedAttempts(next: () => number, all: boolean): Map<string, readonly Status[]> {
  const attempts = new Map<string, readonly Status[]>();
  for (const id of ids) {
    if (next() < 0.2 && !all) continue;
    const dice = next();
    const kinds: readonly (readonly [number, readonly Status[]])[] = [
      [0.45, ["passed"]],
      [0.75, ["failed"]],
      [0.9, ["failed", "passed"]],
    ];
    attempts.set(id, kinds.find(([below]) => dice < below)?.[1] ?? ["skipped"]);
  }
  return attempts;
}

function resultsOf(attempts: ReadonlyMap<string, readonly Status[]>): TestRecord[] {
  return names.flatMap((name, index) =>
    (attempts.get(ids[index] as string) ?? []).map((status, number) =>
      resultOf(name, {
        ...{ status, attempt: number + 1, resultId: `${name}-${number}` },
        ...(status === "failed" && { failure: { message: "boom" } }),
      }),
    ),
  );
}

describe.each(connections)("assignments over %s", (_, open) => {
  let test: TestStore;
  const next = random(11);
  const runs: KnownRun[] = [];
  let clock = Date.now() - 40 * day;

  beforeAll(async () => {
    test = await open();
    for (let index = 0; index < 3; index++) await record();
  });
  afterAll(() => test.dispose());

  /** Records a run; those of the past are begun before every assignment, those of the future after. */
  async function record(later = false): Promise<void> {
    clock += day;
    const target = targets[Math.floor(next() * 2)] ?? "unit";
    const branch = next() < 0.7 ? "main" : "topic";
    const isEnded = next() < 0.8;
    const owner = whose(project, later ? clock + 80 * day : clock, target);
    const attempts = generatedAttempts(next, runs.length === 0);
    const records = [submissionOf(owner, { git: { branch } } as never), ...resultsOf(attempts)];
    await test.store.append(partOf(owner, isEnded ? [...records, end] : records));
    await test.store.settled();
    const counts = isEnded && branch === "main";
    runs.push({ runId: owner.submissionId, begunAt: later ? clock + 80 * day : clock, target, counts, attempts });
  }

  async function groupOf(index: number): Promise<TestGroup> {
    return (await testGroup(test.store.connection, { testId: ids[index] as string })) as TestGroup;
  }

  it("go to the target in which the test failed last, unless another is named", async () => {
    const { connection } = test.store;
    for (const index of names.keys()) {
      const testId = ids[index] as string;
      const having = runs.toReversed().filter(({ attempts }) => attempts.has(testId));
      const failing = having.find(({ attempts }) => attempts.get(testId)?.includes("failed"));
      const assigned = await assignTest(connection, await groupOf(index), { assignee: "ada", by: "bob", reason: "r" });
      expect(assignmentSchema.parse(assigned)).toMatchObject({
        ...{ project, testId, assignee: "ada", by: "bob", reason: "r", state: "open", resolvedRunId: null },
        target: (failing ?? having[0])?.target,
      });
    }
  });

  it("resolve themselves exactly when walking through the later runs does, whenever that is asked", async () => {
    for (let round = 0; round < 10; round++) {
      await record(round > 1);
      await resolvePassed(test.store.connection);
      if (round % 4 === 3) await test.reopen();
      const all = await listAssignments(test.store.connection, { project });
      expect(all).toHaveLength(names.length);
      expect(all.map(({ state, resolvedRunId }) => ({ state, resolvedRunId }))).toEqual(
        all.map((assignment) => naively(assignment, runs)),
      );
      expect(await resolvePassed(test.store.connection)).toEqual([]);
    }
    const resolved = await listAssignments(test.store.connection, { project, state: "resolved" });
    expect(resolved.length).toBeGreaterThan(0);
  });

  it("are resolved by hand once, and opened again by assigning again", async () => {
    const { connection } = test.store;
    const group = await groupOf(0);
    await assignTest(connection, group, { assignee: "eve", by: "bob", reason: "back", target: "elsewhere" });
    const first = await resolveAssignment(connection, group, { by: "eve", reason: "mended" });
    expect(first).toMatchObject({
      state: "resolved",
      resolvedBy: "eve",
      resolvedReason: "mended",
      resolvedRunId: null,
    });
    expect(await resolveAssignment(connection, group, { by: "mallory", reason: "" })).toEqual(first);
    const again = await assignTest(connection, group, {
      assignee: "ada",
      by: "bob",
      reason: "no",
      target: "elsewhere",
    });
    expect(await findAssignment(connection, group)).toEqual(again);
    expect(again).toMatchObject({ state: "open", resolvedAt: null });
  });

  it("are resolved by the next start when the server ended before it could", async () => {
    const owner = whose(project, clock + 90 * day, "restarted");
    await test.store.append(partOf(owner, [submissionOf(owner), resultOf("test_b"), end]));
    const group = await groupOf(1);
    await assignTest(test.store.connection, group, { assignee: "ada", by: "", reason: "", target: "restarted" });
    await test.reopen();
    const resolved = async () =>
      expect(await findAssignment(test.store.connection, group)).toMatchObject({ resolvedRunId: owner.submissionId });
    await vi.waitFor(resolved, { timeout: 15_000 });
  });

  it("are not resolved by a pass that is older than they are", async () => {
    const { connection } = test.store;
    const group = await groupOf(0);
    const pass = { runId: runs[0]?.runId ?? "", begunAt: "2020-01-01T00:00:00.000Z" };
    expect(await resolveAssignment(connection, group, { by: "backstory", reason: "", pass })).toMatchObject({
      state: "open",
    });
  });

  it("are shown with the results of later runs while they are open, as they were at a time", async () => {
    const { connection } = test.store;
    const items = ids.map((testId) => ({ testId }));
    const now = await withAssignments(connection, { project, items });
    for (const { testId, assignment } of now) {
      const found = await findAssignment(connection, { project, testId });
      expect(assignment).toEqual(found?.state === "open" ? found : null);
    }
    expect(now[0]?.assignment).toMatchObject({ assignee: "ada" });
    const before = await withAssignments(connection, { project, items, asof: "2026-01-01T00:00:00.000Z" });
    expect(before.map(({ assignment }) => assignment)).toEqual(items.map(() => null));
  });

  it("are listed in pages, by assignee, state and target", async () => {
    const { connection } = test.store;
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await assignmentPage(connection, { project, limit: 1, cursor });
      walked.push(...page.items.map(({ testId }) => testId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const all = await listAssignments(connection, { project });
    expect(walked).toEqual(all.map(({ testId }) => testId));
    const open = await assignmentPage(connection, { project, assignee: "ada", state: "open", limit: 50 });
    expect(open.items.map(({ testId }) => testId)).toContain(ids[0]);
    expect(
      open.items.every(({ assignee, state, suite }) => `${assignee} ${state} ${suite}` === "ada open tests.cart"),
    ).toBe(true);
    expect((await assignmentPage(connection, { project, target: "elsewhere", limit: 50 })).items).toMatchObject([
      { testId: ids[0], name: "test_a" },
    ]);
  });
});
