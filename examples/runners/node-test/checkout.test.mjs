import { equal, ok } from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { attach, describeTest, metric, property, recordEvent } from "backstory";
import { resultsBag } from "backstory/harvest";

describe("checkout", () => {
  test("adds up", () => {
    console.log("3 items");
    equal(1 + 2, 3);
  });

  test("rounds to cents", () => {
    equal(0.1 + 0.2, 0.3);
  });

  for (const [means, fee] of [
    ["card", 2],
    ["cash", 0],
  ]) {
    test(`pays by ${means} with a fee of ${fee}`, () => {
      ok(fee < 3);
    });
  }

  test("tells of itself", () => {
    describeTest("A sale, from the cart to the receipt.");
    metric("items", 3);
    property("currency", "EUR");
    recordEvent("paid", { by: "card" });
    attach("receipt.txt", "3 items, 30.00 EUR\n");
    resultsBag().total = 30;
  });

  test.skip("prints a receipt", () => {});
  test.todo("gives change");
});

describe("stock", () => {
  beforeEach(() => {
    throw new Error("no stock today");
  });

  test("counts down", () => {});
});
