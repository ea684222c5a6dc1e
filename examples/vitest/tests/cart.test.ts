import { beforeEach, describe, expect, test } from "vitest";
import { Cart } from "../shop/cart.ts";
import { formatted } from "../shop/money.ts";

let cart: Cart;

beforeEach(() => {
  cart = new Cart();
  cart.add("tea", 450);
  cart.add("cup", 1299, 2);
});

test("items add up", () => {
  expect(cart.total()).toBe(3048);
});

describe("discounts", () => {
  describe("in per cent", () => {
    test.each([
      [1000, 10, 900],
      [999, 10, 899],
      [995, 10, 896],
      [1299, 25, 974],
      [1, 50, 1],
      [1000, 0, 1000],
    ])("of %i cents by %i are rounded half up", (cents, percent, expected) => {
      const one = new Cart();
      one.add("tea", cents);
      expect(one.total(percent)).toBe(expected);
    });
  });

  test("of everything are free", () => {
    expect(cart.total(100)).toBe(0);
  });
});

describe("adding", () => {
  test("the same item twice counts up", () => {
    cart.add("tea", 450);
    expect(cart.lines.get("tea")).toEqual({ cents: 450, count: 2 });
  });

  test.each([0, -1])("%i is refused", (count) => {
    expect(() => cart.add("tea", 450, count)).toThrow("cannot add");
  });
});

test.each([
  { cents: 0, shown: "0.00 €" },
  { cents: 5, shown: "0.05 €" },
  { cents: 123_456, shown: "1234.56 €" },
])("$cents cents are shown as $shown", ({ cents, shown }) => {
  expect(formatted(cents)).toBe(shown);
});

test("the receipt lists what was bought", () => {
  console.log("printing the receipt");
  expect(cart.receipt()).toEqual(["1 x tea", "2 x cups", "gift wrap"]);
});
