import { expect, test } from "vitest";
import { errors } from "./errors.ts";
import { BackstoryError } from "./problem.ts";
import { problemSchema } from "./problemDocument.ts";

test("an error tells its problem document with the facts of the case", () => {
  const problem = new BackstoryError("offset-gap", "Expected offset 7, not 9.", { expectedOffset: 7 }).toProblem();
  expect(problemSchema.parse(problem)).toEqual({
    type: "urn:backstory:error:offset-gap",
    title: errors["offset-gap"].title,
    status: 409,
    code: "offset-gap",
    detail: "Expected offset 7, not 9.",
    hint: errors["offset-gap"].hint,
    expectedOffset: 7,
  });
});

test("the facts of a case never stand in for what the catalogue says", () => {
  expect(new BackstoryError("internal", "x", { status: 200, code: "fine" }).toProblem()).toMatchObject({
    status: 500,
    code: "internal",
  });
});
