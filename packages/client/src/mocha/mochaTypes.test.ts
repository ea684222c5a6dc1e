import type Mocha from "mocha";
import { expect, test } from "vitest";
import { BackstoryReporter, recording } from "../mocha.ts";

test("the reporters are some by the types of Mocha", () => {
  const reporter: Mocha.MochaOptions["reporter"] = BackstoryReporter;
  const other: Mocha.MochaOptions["reporter"] = recording(BackstoryReporter);
  expect([typeof reporter, typeof other]).toEqual(["function", "function"]);
});
