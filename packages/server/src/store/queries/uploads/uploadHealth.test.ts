import { uploadHealthSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteTarget } from "../../facts/targetSettings.ts";
import { connections } from "../../testing/connections.ts";
import type { TestStore } from "../../testing/openTestStore.ts";
import { end, partOf, resultOf, submissionOf, type TestRecord, whose } from "../../testing/submit.ts";
import { uploadHealth } from "./uploadHealth.ts";

const day = 86_400_000;
const project = "uploads";

/** What was sent, by target: so many days ago, from which host, whose clock is how far ahead, and what more. */
interface Sent {
  readonly target: string;
  readonly daysAgo: number;
  readonly host: string;
  readonly aheadMs?: number;
  readonly hasEnd?: boolean;
  readonly more?: readonly TestRecord[];
}

describe.each(connections)("the health of uploads over %s", (_, open) => {
  let test: TestStore;
  let now: number;

  beforeAll(async () => {
    test = await open();
    now = Date.now();
    const refused = [4, 9].map(
      (line) => ({ kind: "refused", line, reason: `line ${line} is odd`, text: "{" }) as const,
    );
    const nightly = Array.from({ length: 8 }, (_none, index) => ({ target: "silent", daysAgo: 10 + index, host: "a" }));
    for (const sent of [
      ...nightly,
      { target: "well", daysAgo: 1, host: "a" },
      { target: "fast", daysAgo: 1, host: "b", aheadMs: 90_000 },
      { target: "fast", daysAgo: 2, host: "b", aheadMs: 60_000 },
      ...[1, 2, 3].map((daysAgo) => ({ target: "late", daysAgo, host: "c", aheadMs: -1_000_000 * daysAgo })),
      { target: "late", daysAgo: 1, host: "two only", aheadMs: -1_000_000 },
      { target: "odd", daysAgo: 3, host: "a", more: refused },
      { target: "odd", daysAgo: 2, host: "a", more: refused.slice(0, 1) },
      { target: "odd", daysAgo: 40, host: "a", more: refused },
      { target: "gone", daysAgo: 2, host: "a", more: refused },
    ] satisfies Sent[]) {
      await send(sent);
    }
    await deleteTarget(test.store.connection, { project, target: "gone" }, { by: "", reason: "" });
    await test.store.settled();
  });

  afterAll(() => test.dispose());

  async function send({ target, daysAgo, host, aheadMs = 0, more = [] }: Sent): Promise<void> {
    const begin = now - daysAgo * day;
    const owner = whose(project, begin, target);
    const records: TestRecord[] = [
      submissionOf(owner, { startedAt: new Date(begin).toISOString(), host: { name: host } } as never),
      resultOf(`test_${daysAgo}`),
      ...more,
      { ...end, finishedAt: new Date(Date.now() + aheadMs).toISOString() } as TestRecord,
    ];
    await test.store.append(partOf(owner, records));
  }

  const health = (days: number, more: object = {}) =>
    uploadHealth(test.store.connection, { project, days, ...more }, now);

  it("tells who stopped reporting and of whom lines were refused, worst first", async () => {
    const found = await health(7);
    expect(uploadHealthSchema.parse(found)).toEqual(found);
    expect(found.targets.map(({ target, submissions, refusedLines }) => [target, submissions, refusedLines])).toEqual([
      ["silent", 0, 0],
      ["odd", 2, 3],
      ["fast", 2, 0],
      ["late", 4, 0],
      ["well", 1, 0],
    ]);
    expect(found.targets[0]).toMatchObject({
      silence: { runs: 8, silentMs: 10 * day, usualMs: day, limitMs: 1.5 * day },
      lastAt: new Date(now - 10 * day).toISOString(),
    });
    expect((await health(30)).targets.find(({ target }) => target === "silent")).toMatchObject({ submissions: 8 });
  });

  it("shows each refused line with its number and reason, newest submission first", async () => {
    const { refused } = await health(7);
    expect(refused.lines).toBe(3);
    expect(refused.items.map(({ target, line, reason, text }) => [target, line, reason, text])).toEqual([
      ["odd", 4, "line 4 is odd", "{"],
      ["odd", 4, "line 4 is odd", "{"],
      ["odd", 9, "line 9 is odd", "{"],
    ]);
    expect((await health(60)).refused.lines).toBe(5);
    expect((await health(60, { target: "well" })).refused).toEqual({ lines: 0, items: [] });
    const asof = new Date(now - 2.5 * day).toISOString();
    expect((await health(7, { asof })).refused.lines).toBe(2);
  });

  it("tells clocks that are ahead, which is certain, and behind, which takes several", async () => {
    const { clocks } = await health(7);
    expect(clocks.map(({ host, direction, submissions }) => [host, direction, submissions])).toEqual([
      ["c", "behind", 3],
      ["b", "ahead", 2],
    ]);
    const [behind, ahead] = clocks.map(({ skewMs }) => skewMs);
    expect(behind).toBeGreaterThanOrEqual(1_000_000);
    // The furthest of the two, less what sending took.
    expect(ahead).toBeGreaterThan(30_000);
    expect(ahead).toBeLessThanOrEqual(90_000);
  });
});
