import { test } from "backstory/vitest/test";
import { beforeEach, describe, expect } from "vitest";

describe("checkout", () => {
  test("adds up", { tags: ["quick"] }, () => {
    console.log("3 items");
    expect(1 + 2).toBe(3);
  });

  test("rounds to cents", { retry: 0 }, () => {
    expect(0.1 + 0.2).toBe(0.3);
  });

  let tries = 0;
  test("asks the bank", () => {
    tries += 1;
    expect(tries, "the bank did not answer").toBe(2);
  });

  test.for([
    ["card", 2],
    ["cash", 0],
  ])("pays by %s with a fee of %d", ([, fee]) => {
    expect(fee).toBeLessThan(3);
  });

  test("tells of itself", ({ metric, property, recordEvent, attach, describeTest, resultsBag }) => {
    describeTest("A sale, from the cart to the receipt.");
    metric("items", 3);
    property("currency", "EUR");
    recordEvent("paid", { by: "card" });
    attach("receipt.txt", "3 items, 30.00 EUR\n");
    resultsBag.total = 30;
  });

  test.skip("prints a receipt", () => {});
  test.todo("gives change");
});

describe("stock", () => {
  beforeEach(() => {
    throw new Error("no stock today");
  });

  test("counts down", { retry: 0 }, () => {});
});
