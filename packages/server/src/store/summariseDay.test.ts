import { isFailing, type Status } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staleDays, summariseDay } from "./summariseDay.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { random } from "./testing/random.ts";
import { idOf, partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";

const project = "days";
const names = ["test_a", "test_b", "test_c", "test_d", "test_e"];
const next = random(3);
const statuses: readonly Status[] = ["passed", "failed", "broken", "skipped"];

const runs = Array.from({ length: 30 }, (_, index) => ({
  owner: whose(project, Date.UTC(2026, 10, 20, 21) + index * 600_000, index % 3 === 0 ? "browser" : "unit"),
  branch: next() < 0.7 ? "main" : "feature",
  statusOf: new Map(names.filter(() => next() < 0.9).map((name) => [name, statuses[Math.floor(next() * 4)] as Status])),
}));

function daysByHand(day: string): object[] {
  const ofDay = runs.filter((_run, index) => (index < 18 ? "2026-11-20" : "2026-11-21") === day);
  return ["browser", "unit"].flatMap((target) =>
    [false, true].flatMap((mainline) =>
      names.flatMap((name) => {
        const seen = ofDay.filter(
          (run) => run.owner.target === target && (run.branch === "main") === mainline && run.statusOf.has(name),
        );
        const course = seen.map((run) => run.statusOf.get(name) as Status);
        const judged = course.filter((status) => status !== "skipped").map(isFailing);
        const flips = judged.filter((failing, index) => index > 0 && failing !== judged[index - 1]).length;
        const failed = course.filter(isFailing).length;
        const skipped = course.filter((status) => status === "skipped").length;
        const [firstStatus, lastStatus] = [course[0], course.at(-1)];
        const testId = idOf(project, { suite: "tests.cart", name });
        if (course.length === 0) return [];
        return {
          target,
          mainline,
          testId,
          runs: course.length,
          failed,
          skipped,
          flaky: 0,
          flips,
          firstStatus,
          lastStatus,
        };
      }),
    ),
  );
}

describe.each(connections)("the summary of a day over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
    for (const { owner, branch, statusOf } of runs) {
      const results = [...statusOf].map(([name, status]) => resultOf(name, { status }));
      await test.store.append(partOf(owner, [submissionOf(owner, { git: { branch } } as never), ...results]));
    }
    await test.store.settled();
  });
  afterAll(() => test.dispose());

  it("says what each test did, for each target and for the mainline apart", async () => {
    for (const day of ["2026-11-20", "2026-11-21"]) {
      for (const _round of [1, 2]) await summariseDay(test.store.connection, { project, day });
      const rows = await test.store.connection.query<object>(
        `
        SELECT target, mainline, testId, runs, failed, skipped, flaky, flips, firstStatus, lastStatus
        FROM testDays FINAL
        WHERE day = toDate({day:String})`,
        { day },
      );
      expect(rows.map((row) => JSON.stringify(row)).toSorted()).toEqual(
        daysByHand(day)
          .map((row) => JSON.stringify(row))
          .toSorted(),
      );
    }
  });

  it("is stale once a run of the day was summarised later", async () => {
    expect(await staleDays(test.store.connection)).toEqual([]);
    const owner = whose(project, Date.UTC(2026, 10, 21, 12));
    await test.store.append(partOf(owner, [submissionOf(owner)]));
    await test.store.settled();
    expect(await staleDays(test.store.connection)).toEqual([{ project, day: "2026-11-21" }]);
  });
});
