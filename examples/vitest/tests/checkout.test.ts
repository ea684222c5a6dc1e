import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Cart } from "../shop/cart.ts";

const cart = new Cart();
cart.add("tea", 450);
cart.add("cup", 1299, 2);

test("a paid order is confirmed", () => {
  console.log(`paying ${cart.total()} cents`);
  console.error("the terminal is slow today");
});

describe("the payment service", () => {
  beforeEach(() => {
    throw new Error("the payment service of the test environment does not answer at pay.example:443");
  });

  test("charges a card", () => {
    expect(cart.total()).toBe(3048);
  });
});

describe("the audit log", () => {
  const entries: string[] = [];
  afterAll(() => {
    if (entries.length > 0) throw new Error(`the audit log was left open with ${entries.length} entries`);
  });

  test("holds every payment", () => {
    entries.push(`paid ${cart.total()}`);
    expect(entries).toHaveLength(1);
  });
});

test("the confirmation arrives in time", () => {
  const milliseconds = 80 + Math.random() * 160;
  expect(milliseconds, "the confirmation came too late").toBeLessThan(200);
});

test("the exchange rate is fetched", { retry: 3 }, () => {
  if (Math.random() < 0.3) throw new Error("the exchange of the test environment did not answer within 50 ms");
});

test("a voucher pays a part", () => {
  expect(cart.total(15)).toBe(2591);
});
