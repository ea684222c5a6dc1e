import type { RunTimeline } from "@backstory/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { busyShare, laneRows } from "./laneRows.ts";

function timelineOf(attempts: readonly (readonly [lane: number, startMs: number, durationMs: number])[]): RunTimeline {
  return {
    ...{ startedAt: "2026-01-05T09:00:00.000Z", durationMs: 100, total: attempts.length, tests: [] },
    lanes: [0, 1, 2].map((lane) => ({ submissionId: "s", worker: `gw${lane}` })),
    attempts: attempts.map(([lane, startMs, durationMs], index) => [lane, index, startMs, durationMs, "passed", 1]),
  };
}

test("what one worker did at once stands in rows of its own", () => {
  const rows = laneRows(
    timelineOf([
      [0, 20, 30],
      [0, 0, 20],
      [1, 0, 5],
      [0, 10, 30],
    ]),
  );
  expect(rows).toEqual([
    { lane: 0, attempts: [1, 0] },
    { lane: 0, attempts: [3] },
    { lane: 1, attempts: [2] },
  ]);
});

test("every attempt stands in one row, and none over another", () => {
  const attempt = fc.tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 40 }),
  );
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 30 }), (drawn) => {
      const timeline = timelineOf(drawn);
      const rows = laneRows(timeline);
      expect(rows.flatMap((row) => row.attempts).toSorted((one, other) => one - other)).toEqual(
        drawn.map((_, index) => index),
      );
      for (const { attempts } of rows) {
        for (const [place, index] of attempts.entries()) {
          const before = drawn[attempts[place - 1] ?? -1];
          if (before) expect((drawn[index]?.[1] ?? 0) - before[1] - before[2]).toBeGreaterThanOrEqual(-1.5);
        }
      }
    }),
  );
});

test("the share at work is what its attempts took of the run", () => {
  const timeline = timelineOf([
    [0, 0, 30],
    [0, 30, 20],
    [1, 0, 10],
  ]);
  expect([0, 1, 2].map((lane) => busyShare(timeline, lane))).toEqual([0.5, 0.1, 0]);
});
