import type { HistoryEntry } from "@backstory/model";
import { expect, test } from "vitest";
import { metricSeries } from "./metricSeries.ts";

function entry(day: number, metrics: HistoryEntry["metrics"]): HistoryEntry {
  const startedAt = `2026-11-${day}T10:00:00.000Z`;
  const run = { runId: String(day), startedAt, branch: "main", commit: "", buildName: "" };
  const rest = { target: "unit", testId: "", params: {}, variant: {}, rawStatus: "passed", attempts: 1, durationMs: 1 };
  return { run, ...rest, startedAt, metrics, outcome: "passed", message: "", fingerprint: null };
}

test("each metric has the runs that told it, and one run is no line", () => {
  const history = [entry(21, { size: 3, accuracy: 0 }), entry(20, { accuracy: 0.5, once: 1 }), entry(19, { size: 1 })];
  expect(metricSeries(history)).toEqual([
    {
      name: "accuracy",
      points: [
        { startedAt: "2026-11-21T10:00:00.000Z", outcome: "passed", value: 0 },
        { startedAt: "2026-11-20T10:00:00.000Z", outcome: "passed", value: 0.5 },
      ],
    },
    {
      name: "size",
      points: [
        { startedAt: "2026-11-21T10:00:00.000Z", outcome: "passed", value: 3 },
        { startedAt: "2026-11-19T10:00:00.000Z", outcome: "passed", value: 1 },
      ],
    },
  ]);
});
