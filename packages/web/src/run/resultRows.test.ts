import type { RunResult } from "@backstory/model";
import { expect, test } from "vitest";
import { resultRows } from "./resultRows.ts";

const results = ["a", "b", "b", "c", "b"].map((suite, index) => ({ suite, testId: String(index) }) as RunResult);
const shown = (sort: "failures" | "duration") =>
  resultRows(results, sort).map((row) =>
    "result" in row ? row.result.testId + (row.withSuite ? "+suite" : "") : `[${row.suite}]`,
  );

test("several results of one suite stand under its name, a single one says it itself", () => {
  expect(shown("failures")).toEqual(["0+suite", "[b]", "1", "2", "3+suite", "4+suite"]);
});

test("the slowest-first order has no headings", () => {
  expect(shown("duration")).toEqual(["0+suite", "1+suite", "2+suite", "3+suite", "4+suite"]);
});
