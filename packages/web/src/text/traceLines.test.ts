import { expect, test } from "vitest";
import { traceLines } from "./traceLines.ts";

const colours = (trace: string) => traceLines(trace).map((line) => line.map((span) => span.colour).join());

test("pytest's error lines are red when nothing else has a colour", () => {
  expect(colours("> assert a\nE  assert 1 == 2\nEgg")).toEqual(["", "red", ""]);
});

test("a trace with colours of its own keeps them", () => {
  expect(colours("E  plain\n\u001b[34mblue\u001b[0m")).toEqual(["", "blue"]);
});
