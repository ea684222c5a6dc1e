const { attach, describeTest, metric, property, recordEvent } = require("backstory");
const { resultsBag } = require("backstory/harvest");

describe("checkout", () => {
  test("adds up", () => {
    console.log("3 items");
    expect(1 + 2).toBe(3);
  });

  test("rounds to cents", () => {
    expect(0.1 + 0.2).toBe(0.3);
  });

  test.each([
    ["card", 2],
    ["cash", 0],
  ])("pays by %s with a fee of %d", (_means, fee) => {
    expect(fee).toBeLessThan(3);
  });

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
