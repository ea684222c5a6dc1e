import type { HistoryEntry, TestFigures } from "@backstory/model";
import { expect, test } from "vitest";
import { byWay, byWorker } from "./byWay.ts";

const entry = (runId: string, outcome: HistoryEntry["outcome"], branch: string, os: string): HistoryEntry =>
  ({
    ...{ outcome, attempts: 1, target: "unit", variant: { os, node: "22" } },
    run: { runId, startedAt: "2026-01-05T09:00:00.000Z", branch, commit: "", buildName: "" },
  }) as unknown as HistoryEntry;

const entries = [
  entry("r3", "failed", "main", "linux"),
  entry("r2", "passed", "main", "mac"),
  entry("r1", "broken", "fix", "linux"),
];

test("the word that fails most comes first, its runs newest first", () => {
  const found = byWay("branch", entries);
  expect(found.map(({ word, failing, cells }) => [word, failing, cells.map(({ runId }) => runId)])).toEqual([
    ["fix", 1, ["r1"]],
    ["main", 1, ["r3", "r2"]],
  ]);
});

test("each pair of a variant is a word of its own", () => {
  expect(byWay("variant", entries).map(({ word, failing, cells }) => [word, failing, cells.length])).toEqual([
    ["os=linux", 2, 2],
    ["node=22", 2, 3],
    ["os=mac", 0, 1],
  ]);
});

test("workers come from the figures", () => {
  const run = entries[0]?.run;
  const recentRuns = [{ run, worker: "gw1", outcome: "passed", attempts: 2 }];
  expect(byWorker({ recentRuns } as unknown as TestFigures)).toMatchObject([
    { word: "gw1", failing: 0, cells: [{ attempts: 2 }] },
  ]);
});
