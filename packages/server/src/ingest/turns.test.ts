import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { turns } from "./turns.ts";

describe("turns", () => {
  it("are had at once by who is alone, again and again", async () => {
    const turn = turns();
    const order: string[] = [];
    for (const name of ["first", "second"]) {
      const had = turn().then(() => order.push(name));
      await Promise.resolve();
      await Promise.resolve();
      order.push(`after ${name}`);
      await had;
      await setImmediate();
      await setImmediate();
    }
    expect(order).toEqual(["first", "after first", "second", "after second"]);
  });

  it("come one each time that the loop comes round, in order, with others in between", async () => {
    const turn = turns();
    const order: string[] = [];
    const all = [1, 2, 3, 4].map((number) => turn().then(() => order.push(`turn ${number}`)));
    for (let round = 1; round <= 3; round++) {
      await setImmediate();
      order.push(`other ${round}`);
    }
    await Promise.all(all);
    expect(order.filter((each) => each.startsWith("turn"))).toEqual(["turn 1", "turn 2", "turn 3", "turn 4"]);
    expect(order.indexOf("other 1")).toBeLessThan(order.indexOf("turn 3"));
    expect(order.indexOf("other 2")).toBeLessThan(order.indexOf("turn 4"));
  });
});
