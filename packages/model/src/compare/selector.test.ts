import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BackstoryError } from "../problem.ts";
import { newSubmissionId } from "../submissionId.ts";
import { parseSelector, type Selector } from "./selector.ts";

const runId = newSubmissionId(0);

describe("a selector", () => {
  it.each<[string, Selector]>([
    [runId, { kind: "run", runId }],
    ["latest", { kind: "latest" }],
    ["latest:unit", { kind: "latest", target: "unit" }],
    ["previous", { kind: "previous" }],
    ["branch:main", { kind: "branch", branch: "main", runs: 1 }],
    ["branch:feature/a-b:10", { kind: "branch", branch: "feature/a-b", runs: 10 }],
    ["build:1.2:rc 3", { kind: "build", build: "1.2:rc 3" }],
    ["commit:9B61943", { kind: "commit", commit: "9b61943" }],
  ])("'%s' is understood", (text, selector) => {
    expect(parseSelector(text)).toEqual(selector);
  });

  it.each([
    ["", "neither the id"],
    ["newest", "neither the id"],
    ["branch", "needs a colon"],
    ["branch:", "nothing stands after"],
    ["branch:main:", "from 1 to 100"],
    ["branch:main:0", "from 1 to 100"],
    ["branch:main:101", "from 1 to 100"],
    ["branch::3", "branch:<name>"],
    ["branch:a:b:3", "branch:<name>"],
    ["commit:main", "hexadecimal"],
    ["tag:v1", "none of the forms"],
  ])("'%s' is refused and the message says why", (text, why) => {
    expect(() => parseSelector(text)).toThrow(BackstoryError);
    expect(() => parseSelector(text)).toThrow(why);
  });

  it("is read or refused with its own error, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseSelector(text)).toHaveProperty("kind");
        } catch (error) {
          expect((error as BackstoryError).code).toBe("selector-invalid");
        }
      }),
    );
  });
});
