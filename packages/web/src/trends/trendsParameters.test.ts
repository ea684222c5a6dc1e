import { expect, test } from "vitest";
import { trendsParameters } from "./trendsParameters.ts";

test("the time before is as long and ends where the time begins", () => {
  expect(trendsParameters({ project: "p", days: 7 }, undefined)).toEqual({
    current: { project: "p", since: "7d" },
    before: { project: "p", since: "14d", until: "7d" },
  });
});

test("looking back, it ends then", () => {
  expect(trendsParameters({ days: 1 }, "2026-11-21T10:00:00.000Z")).toEqual({
    current: { since: "2026-11-20T10:00:00.000Z", until: "2026-11-21T10:00:00.000Z" },
    before: { since: "2026-11-19T10:00:00.000Z", until: "2026-11-20T10:00:00.000Z" },
  });
});
