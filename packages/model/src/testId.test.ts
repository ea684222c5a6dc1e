import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familyId, type TestIdentity, testId } from "./testId.ts";

const adds: TestIdentity = { project: "shop", suite: "tests.test_cart.TestTotals", name: "test_adds" };

describe("testId", () => {
  test("is the same for ever: a change of this value orphans every history kept so far", () => {
    expect(testId(adds, "pytest")).toBe("e2fc2abf-b935-4b15-d10c-7b447d158164");
    expect(testId({ ...adds, params: { a: 1, b: "x-y" } }, "pytest")).toBe("cba8baae-9918-492c-280c-04d704646903");
    expect(familyId(adds, "pytest")).toBe("8e79df3f-e406-dc52-6368-c350cffb085b");
  });

  test("does not let neighbouring fields run into each other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (suite, name, otherSuite, otherName) => {
        fc.pre(suite !== otherSuite || name !== otherName);
        const one = testId({ project: "p", suite, name }, "pytest");
        const other = testId({ project: "p", suite: otherSuite, name: otherName }, "pytest");
        expect(one).not.toBe(other);
      }),
    );
  });

  test("does not depend on the order of params", () => {
    const one = testId({ ...adds, params: { a: 1, b: { c: 2, d: 3 } } }, "pytest");
    expect(testId({ ...adds, params: { b: { d: 3, c: 2 }, a: 1 } }, "pytest")).toBe(one);
  });

  test("tells params of different types apart", () => {
    const ids = [1, "1", true, null, [1]].map((value) => testId({ ...adds, params: { value } }, "pytest"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ["<Shop object at 0x7f3a5c2b9d30>", "<Shop object at 0x7fe0112233aa>"],
    ["3f2504e0-4f89-11d3-9a0c-0305e82c3301", "9b2fe0c8-0e3f-4f56-8c1a-6f5f0b0d7f11"],
    ["2026-11-21T19:46:57.123Z", "2027-01-02T03:04:05.999Z"],
    ["/tmp/pytest-of-ci/pytest-0/test_adds0", "/tmp/pytest-of-ci/pytest-41/test_adds0"],
  ])("is the same for params that differ only in what changes every run: %s", (one, other) => {
    const idOf = (value: string) => testId({ ...adds, params: { value } }, "pytest");
    expect(idOf(one)).toBe(idOf(other));
  });

  test("follows a declared id through a rename", () => {
    const declared = testId({ ...adds, declaredId: "CART-7" }, "pytest");
    expect(testId({ ...adds, suite: "elsewhere", name: "renamed", declaredId: "CART-7" }, "pytest")).toBe(declared);
    expect(testId(adds, "pytest")).not.toBe(declared);
  });

  test("is separate by project", () => {
    expect(testId({ ...adds, project: "other" }, "pytest")).not.toBe(testId(adds, "pytest"));
  });

  test("follows the recipe of its runner: a Vitest name holds its params already", () => {
    expect(testId({ ...adds, params: { a: 1 } }, "vitest")).toBe(testId(adds, "vitest"));
  });
});

test("familyId is shared by the parametrised tests of one function and is no testId", () => {
  const family = familyId(adds, "pytest");
  expect(familyId({ ...adds, params: { a: 1 } }, "pytest")).toBe(family);
  expect(familyId({ ...adds, name: "test_other" }, "pytest")).not.toBe(family);
  expect(testId(adds, "pytest")).not.toBe(family);
});
