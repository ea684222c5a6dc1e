import type { ResultGroup } from "@backstory/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type SuiteNode, suiteParts, suiteTree } from "./suiteTree.ts";

const group = (name: string, failed = 0): ResultGroup => ({
  ...{ group: `suite:${name}`, name, durationMs: 10 },
  counts: { passed: 1, failed, broken: 0, skipped: 0, flaky: 0, total: 1 + failed },
});

test.each<[string, string[]]>([
  ["tests.test_cart.TestTotals", ["tests.", "test_cart.", "TestTotals"]],
  ["src/cart/total.test.ts > totals > rounds 0.5", ["src/", "cart/", "total.test.ts > ", "totals > ", "rounds 0.5"]],
  ["Shop::Cart::Totals", ["Shop::", "Cart::", "Totals"]],
  ["com.shop.CartTest", ["com.", "shop.", "CartTest"]],
  ["ends with a dot.", ["ends with a dot."]],
])("the parts of '%s' are %j", (suite, parts) => {
  expect(suiteParts(suite)).toEqual(parts);
});

test("the parts of any name are the name again", () => {
  const name = fc.string({ unit: fc.constantFrom("a", ".", "/", ":", " ", ">", "ts", "b") });
  fc.assert(
    fc.property(name, (suite) => {
      expect(suiteParts(suite).join("")).toBe(suite);
    }),
  );
});

test("suites of one beginning stand below it, with what all of them add up to", () => {
  const [tests, other] = suiteTree([group("tests.cart.Totals", 1), group("tests.cart.Coupons"), group("other.one")]);
  expect(tests).toMatchObject({ word: "tests.cart.", path: "tests.cart.", durationMs: 20, group: undefined });
  expect(tests?.counts).toMatchObject({ passed: 2, failed: 1, total: 3 });
  expect(tests?.children.map(({ word }) => word)).toEqual(["Totals", "Coupons"]);
  expect(other).toMatchObject({ word: "other.one", group: { name: "other.one" } });
});

test("no suite is lost, and none counted twice, also the nameless one", () => {
  const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom("a", "b", ".", "/"), maxLength: 6 }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(names, (all) => {
      const found: string[] = [];
      const visit = (node: SuiteNode) => {
        if (node.group) found.push(node.group.name);
        node.children.forEach(visit);
      };
      suiteTree(all.map((name) => group(name))).forEach(visit);
      expect(found.toSorted()).toEqual(all.toSorted());
    }),
  );
});
