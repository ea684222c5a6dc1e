import { expect } from "@playwright/test";
import { test } from "backstory/playwright/test";

test.describe("checkout", () => {
  test("adds up", { tag: "@quick" }, async () => {
    console.log("3 items");
    await test.step("add", () => expect(1 + 2).toBe(3));
  });

  test("rounds to cents", () => {
    expect(0.1 + 0.2).toBe(0.3);
  });

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures of a test from its pattern.
  test("asks the bank", ({}, { retry }) => {
    expect(retry, "the bank did not answer").toBe(1);
  });

  for (const [means, fee] of [
    ["card", 2],
    ["cash", 0],
  ]) {
    test(`pays by ${means} with a fee of ${fee}`, () => {
      expect(fee).toBeLessThan(3);
    });
  }

  test("tells of itself", ({ metric, property, recordEvent, attach, describeTest, resultsBag }) => {
    describeTest("A sale, from the cart to the receipt.");
    metric("items", 3);
    property("currency", "EUR");
    recordEvent("paid", { by: "card" });
    attach("receipt.txt", "3 items, 30.00 EUR\n");
    resultsBag.total = 30;
  });

  test.skip("prints a receipt", () => {});
  test.fixme("gives change", () => {});
});

test.describe("stock", () => {
  test.beforeEach(() => {
    throw new Error("no stock today");
  });

  test("counts down", () => {});
});
