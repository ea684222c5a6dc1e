import { equal, ok } from "node:assert/strict";
import { attach, describeTest, metric, property, recordEvent } from "backstory";
import { resultsBag } from "backstory/harvest";
import { after, beforeEach, describe, it } from "mocha";

describe("checkout", () => {
  let cart;
  beforeEach(() => {
    cart = [1, 2];
  });

  it("adds up @smoke", () => {
    console.log("3 items");
    equal(cart[0] + cart[1], 3);
  });

  it("rounds to cents", () => {
    equal(0.1 + 0.2, 0.3);
  });

  let tries = 0;
  it("asks the bank", () => {
    tries += 1;
    equal(tries, 2, "the bank did not answer");
  }).retries(1);

  for (const [means, fee] of [
    ["card", 2],
    ["cash", 0],
  ]) {
    it(`pays by ${means} with a fee of ${fee}`, () => {
      ok(fee < 3);
    });
  }

  it("tells of itself", () => {
    describeTest("A sale, from the cart to the receipt.");
    metric("items", 3);
    property("currency", "EUR");
    recordEvent("paid", { by: "card" });
    attach("receipt.txt", "3 items, 30.00 EUR\n");
    resultsBag().total = 30;
  });

  it.skip("prints a receipt", () => {});
  it("gives change");
});

describe("stock", () => {
  beforeEach(() => {
    throw new Error("no stock today");
  });

  it("counts down", () => {});
});

describe("vouchers", () => {
  after(() => {
    throw new Error("a voucher is left over");
  });

  it("are taken", () => {});
});
