import { expect, test } from "vitest";
import { Stock } from "../shop/stock.ts";

const stock = () => new Stock({ tea: 12, cup: 2 });

test("reserving takes out", () => {
  expect(stock().reserve("tea", 2)).toBe(10);
});

test("more than there is cannot be reserved", () => {
  expect(() => stock().reserve("cup", 3)).toThrow("only 2 of cup left");
});

test("everything is counted", async () => {
  expect(await stock().recount()).toBe(14);
});

test.skip("the warehouse agrees", () => {
  expect.unreachable("the warehouse API is not open to tests yet");
});

test.todo("broken goods are sent back");

test.fails("returning puts back", () => {
  expect(stock()).toHaveProperty("putBack");
});
