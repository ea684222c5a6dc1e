import { bounds as modelBounds, newSubmissionId as modelSubmissionId, submissionIdPattern } from "@backstory/model";
import { expect, test } from "vitest";
import { bounds } from "./bounds.ts";
import { newSubmissionId } from "./submissionId.ts";

// Recorders load no package at run time, so that two small things of the model are here a second time.

test("the bounds are those of the model", () => {
  expect(modelBounds).toMatchObject(bounds);
});

test.each([
  [0, new Uint8Array(10)],
  [1_763_755_617_123, Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])],
  [2 ** 48 - 1, new Uint8Array(10).fill(255)],
])("a submission id of %d is that of the model", (now, random) => {
  expect(newSubmissionId(now, random)).toBe(modelSubmissionId(now, random));
});

test("a submission id is a ULID, and a new one each time", () => {
  expect(newSubmissionId()).toMatch(submissionIdPattern);
  expect(newSubmissionId()).not.toBe(newSubmissionId());
});
