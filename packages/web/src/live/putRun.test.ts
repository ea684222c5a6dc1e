import type { Page, Run } from "@backstory/model";
import { expect, test } from "vitest";
import { putRun } from "./putRun.ts";

function run(runId: string, startedAt: string, rest: Partial<Run> = {}): Run {
  return {
    runId,
    startedAt,
    project: "shop",
    target: "web",
    branch: "main",
    commit: "c0ffee",
    build: {},
    labels: {},
    ...rest,
  } as Run;
}

function listed(pages: [items: Run[], nextCursor: string | null][]) {
  return {
    pages: pages.map(([items, nextCursor]): Page<Run> => ({ items, nextCursor })),
    pageParams: pages.map((): unknown => undefined),
  };
}

const ids = (data: ReturnType<typeof listed>) => data.pages.map((page) => page.items.map((item) => item.runId));
const loaded = listed([
  [[run("d", "T4"), run("c", "T3")], "more"],
  [[run("b", "T2")], "more"],
]);

test("a known run is renewed in its place", () => {
  const result = putRun(loaded, run("c", "T3", { branch: "next" }), { branch: "main" });
  expect(ids(result)).toEqual([["d", "c"], ["b"]]);
  expect(result.pages[0]?.items[1]?.branch).toBe("next");
});

test.each([
  ["the newest comes first", run("e", "T5"), [["e", "d", "c"], ["b"]]],
  [
    "a late one takes its place by start",
    run("x", "T2.5"),
    [
      ["d", "c"],
      ["x", "b"],
    ],
  ],
  ["one older than all that is loaded waits for its page", run("a", "T1"), [["d", "c"], ["b"]]],
  ["one that the filters keep out stays out", run("e", "T5", { branch: "next" }), [["d", "c"], ["b"]]],
])("%s", (_title, added, expected) => {
  expect(ids(putRun(loaded, added, { branch: "main" }))).toEqual(expected);
});

test("an empty list takes its first run", () => {
  expect(ids(putRun(listed([[[], null]]), run("a", "T1"), {}))).toEqual([["a"]]);
});

test.each([
  [{ status: "failed" } as const, { status: "failed" } as const, true],
  [{ status: "failed" } as const, { status: "passed" } as const, false],
  [{ commit: "C0FF" }, {}, true],
  [{ commit: "beef" }, {}, false],
  [{ label: "team=red" }, { labels: { team: ["blue", "red"] } }, true],
  [{ label: "team=red" }, { labels: { team: ["blue"] } }, false],
  [{ since: "7d" }, { startedAt: new Date().toISOString() }, true],
  [{ since: "7d" }, { startedAt: "2020-01-01T00:00:00.000Z" }, false],
  [{ since: "2026-01-01T00:00:00.000Z" }, { startedAt: "2026-02-01T00:00:00.000Z" }, true],
])("the filter %j lets the run %j in: %s", (filter, rest, isIn) => {
  const { startedAt = "T9" } = rest as Partial<Run>;
  expect(ids(putRun(listed([[[], null]]), run("a", startedAt, rest as Partial<Run>), filter))).toEqual([
    isIn ? ["a"] : [],
  ]);
});
