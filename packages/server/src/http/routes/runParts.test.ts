import { createHash } from "node:crypto";
import {
  newSubmissionId,
  type Page,
  type ResultGroups,
  type RunAttachments,
  type RunResult,
  type RunTimeline,
  type Status,
} from "@backstory/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { patiently, removeDirectory, type TestServer, testServer } from "../testing/testServer.ts";

interface Drawn {
  readonly suite: string;
  readonly name: string;
  readonly params: Record<string, number>;
  readonly worker: string;
  readonly labels: Record<string, string[]>;
  readonly statuses: readonly Status[];
}

const begin = Date.UTC(2026, 0, 5, 9);
const runId = newSubmissionId(begin);
const file = {
  name: "log.txt",
  mediaType: "text/plain",
  sizeBytes: 3,
  sha256: createHash("sha256").update("log").digest("hex"),
};
let server: TestServer;
let drawn: readonly Drawn[];

beforeAll(async () => {
  drawn = drawTests();
  server = await testServer();
  await server.post(runId, 0, linesOf(drawn));
  const results = () => server.json<Page<RunResult>>(`/api/v1/runs/${runId}/results?limit=500`);
  await vi.waitFor(async () => expect((await results()).items).toHaveLength(drawn.length), patiently);
});

afterAll(async () => {
  await server.close();
  removeDirectory(server.dataDirectory);
});

function drawTests(): Drawn[] {
  return Array.from({ length: 60 }, (_, index) => ({
    suite: index % 7 === 0 ? "" : `tests.part${index % 5} > "it's"`,
    name: `case ${Math.floor(index / 4)}`,
    params: { n: index },
    worker: index % 6 === 5 ? "" : `gw${index % 3}`,
    labels: labelsOf(index),
    statuses: statusesOf(index),
  }));
}

function labelsOf(index: number): Record<string, string[]> {
  if (index % 4 === 0) return { feature: ["cart", `f${index % 3}`], owner: ["ann"] };
  return index % 4 === 1 ? { "a=b": ["c=d"] } : {};
}

function statusesOf(index: number): Status[] {
  if (index % 9 === 0) return ["failed", "passed"];
  if (index % 10 === 3) return ["failed", "failed"];
  return [index % 11 === 4 ? "skipped" : "passed"];
}

function linesOf(tests: readonly Drawn[]): object[] {
  const results = tests.flatMap(({ statuses, labels, ...told }, index) =>
    statuses.map((status, attempt) => ({
      ...{ kind: "result", resultId: `${index}.${attempt}`, ...told, labels, status, attempt: attempt + 1 },
      ...{ startedAt: new Date(begin + index * 10 + attempt).toISOString(), durationMs: index + attempt + 0.5 },
    })),
  );
  const first = {
    ...{ kind: "submission", recordVersion: 1, submissionId: runId, startedAt: new Date(begin).toISOString() },
    ...{ recorder: { name: "test", version: "1" }, runner: { name: "test" } },
  };
  const files = [{}, { resultId: "0.0" }, { resultId: "1.0" }, { resultId: "13.1" }];
  return [
    first,
    ...results,
    ...files.map((of) => ({ kind: "attachment", ...of, ...file })),
    { kind: "end", finishedAt: new Date(begin + 9_000).toISOString(), exitStatus: 1 },
  ];
}

function outcomeOf({ statuses }: Drawn): string {
  return statuses.at(-1) === "passed" && statuses.includes("failed") ? "flaky" : (statuses.at(-1) ?? "");
}

/** The groups of the drawn tests, by going through them again. */
function naively(valuesOf: (each: Drawn) => readonly string[], tests = drawn): Record<string, Record<string, number>> {
  const groups: Record<string, Record<string, number>> = {};
  for (const each of tests) {
    for (const value of valuesOf(each)) {
      groups[value] ??= { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, total: 0 };
      const counts = groups[value];
      counts[outcomeOf(each)] = (counts[outcomeOf(each)] ?? 0) + 1;
      counts["total"] = (counts["total"] ?? 0) + 1;
    }
  }
  return groups;
}

const kinds: [string, (each: Drawn) => readonly string[]][] = [
  ["by=suite", ({ suite }) => [suite]],
  ["by=worker", ({ worker }) => [worker]],
  ["by=family", ({ suite, name }) => [[suite, name].filter((word) => word !== "").join(" > ")]],
  ["by=submission", () => [runId]],
  ["by=label&label=feature", ({ labels }) => labels["feature"] ?? [""]],
  ["by=label&label=a%3Db", ({ labels }) => labels["a=b"] ?? [""]],
];

describe("the groups of a run's results", () => {
  test.each(kinds)("are those of a count by hand, %s", async (query, valuesOf) => {
    const { items, total, labelNames } = await server.json<ResultGroups>(`/api/v1/runs/${runId}/groups?${query}`);
    expect(Object.fromEntries(items.map(({ name, counts }) => [name, counts]))).toEqual(naively(valuesOf));
    expect(total).toBe(items.length);
    expect(labelNames).toEqual(["a=b", "feature", "owner"]);
    const isFailing = items.map(({ counts }) => counts.failed + counts.broken > 0);
    expect(isFailing).toEqual(isFailing.toSorted((one, other) => Number(other) - Number(one)));
  });

  test.each(kinds)("each name the results that are in them, %s", async (query) => {
    const { items } = await server.json<ResultGroups>(`/api/v1/runs/${runId}/groups?${query}`);
    for (const { group, counts, durationMs } of items) {
      const asked = `/api/v1/runs/${runId}/results?limit=500&group=${encodeURIComponent(group)}`;
      const { items: results } = await server.json<Page<RunResult>>(asked);
      expect(results, group).toHaveLength(counts.total);
      expect(results.reduce((sum, result) => sum + result.durationMs, 0)).toBeCloseTo(durationMs, 3);
    }
  });

  test("count only what the outcome and the words leave", async () => {
    const asked = `/api/v1/runs/${runId}/groups?by=worker&status=failed,flaky&q=${encodeURIComponent("CASE 1")}`;
    const { items } = await server.json<ResultGroups>(asked);
    const left = drawn.filter(
      (each) => each.name.startsWith("case 1") && ["failed", "flaky"].includes(outcomeOf(each)),
    );
    expect(left.length).toBeGreaterThan(2);
    expect(Object.fromEntries(items.map(({ name, counts }) => [name, counts]))).toEqual(
      naively(({ worker }) => [worker], left),
    );
  });

  test.each(["", "suite", "nothing:x", "family:x", "label:x", "label:=x"])(
    "'%s' names none, and that is told",
    async (group) => {
      const answer = await server.json<{ detail: string }>(
        `/api/v1/runs/${runId}/results?group=${encodeURIComponent(group)}`,
      );
      expect(answer.httpStatus).toBe(400);
      expect(answer.detail).toContain("'group'");
    },
  );
});

test.each([
  ["worker", "gw1"],
  ["label&label=feature", "cart"],
])("a test that was run again in another process counts once, by=%s", async (by, name) => {
  const first = newSubmissionId(begin + 3_600_000);
  const again = newSubmissionId(begin + 3_660_000);
  const result = (status: Status, worker: string): object => ({
    ...{ kind: "result", resultId: "r", suite: "s", name: "moves", status, worker, labels: { feature: ["cart"] } },
    ...{ startedAt: new Date(begin).toISOString(), durationMs: 1 },
  });
  const submission = (submissionId: string, rerun: object): object => ({
    ...{ kind: "submission", recordVersion: 1, submissionId, startedAt: new Date(begin).toISOString(), ...rerun },
    ...{ recorder: { name: "test", version: "1" }, runner: { name: "test" } },
  });
  await server.post(first, 0, [submission(first, {}), result("failed", "gw0")]);
  await server.post(again, 0, [submission(again, { rerun: { of: first } }), result("passed", "gw1")]);
  const groups = () => server.json<ResultGroups>(`/api/v1/runs/${first}/groups?by=${by}`);
  await vi.waitFor(async () => expect((await groups()).items).toMatchObject([{ counts: { flaky: 1 } }]), patiently);
  const { items } = await groups();
  expect(items).toMatchObject([{ name, counts: { total: 1 } }]);
  const inGroup = async (group: string) =>
    (await server.json<Page<RunResult>>(`/api/v1/runs/${first}/results?group=${encodeURIComponent(group)}`)).items;
  expect(await inGroup(items[0]?.group ?? "")).toHaveLength(1);
  expect(await inGroup("worker:gw0")).toEqual([]);
});

test("the timeline has every attempt in the lane of its worker", async () => {
  const timeline = await server.json<RunTimeline>(`/api/v1/runs/${runId}/timeline`);
  const told = timeline.attempts.map(([lane, place, startMs, durationMs, status, attempt]) => {
    const { worker } = timeline.lanes[lane] ?? {};
    return `${worker} ${timeline.tests[place]?.name} ${startMs} ${durationMs} ${status} ${attempt}`;
  });
  const expected = drawn.flatMap(({ worker, name, statuses }, index) =>
    statuses.map(
      (status, attempt) =>
        `${worker} ${name} ${index * 10 + attempt} ${index + attempt + 0.5} ${status} ${attempt + 1}`,
    ),
  );
  expect(told.toSorted()).toEqual(expected.toSorted());
  expect(timeline.lanes.map(({ worker }) => worker)).toEqual(["", "gw0", "gw1", "gw2"]);
  expect(timeline.startedAt).toBe(new Date(begin).toISOString());
  expect(timeline.total).toBe(expected.length);
});

test("the files of the build come first, then those of failing attempts, each with its test", async () => {
  const { items, total } = await server.json<RunAttachments>(`/api/v1/runs/${runId}/attachments`);
  expect(total).toBe(4);
  expect(items.map(({ test: of }) => of && `${of.name} ${of.attempt} ${of.status}`)).toEqual([
    null,
    "case 0 1 failed",
    "case 3 2 failed",
    "case 0 1 passed",
  ]);
  expect(items[0]).toEqual({ ...file, test: null });
});

test.each(["groups?by=suite", "timeline", "attachments"])(
  "%s of a run that is not there are not found",
  async (part) => {
    const { httpStatus } = await server.json(`/api/v1/runs/${newSubmissionId(begin + 1)}/${part}`);
    expect(httpStatus).toBe(404);
  },
);
