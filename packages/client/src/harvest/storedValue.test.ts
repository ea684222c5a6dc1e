import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../inTest/facts.ts";
import { plainText, plainValue } from "./plainValue.ts";
import { openBag } from "./resultsBag.ts";
import { packedValue, storedValue } from "./storedValue.ts";

const circle: { self?: unknown; list: number[] } = { list: [1] };
circle.self = circle;

describe("values on their way to another process", () => {
  test.each([
    ["numbers", [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2n ** 70n]],
    ["dates, maps and sets", [new Date(5), new Map([["a", { b: 1 }]]), new Set([1, 2])]],
    ["bytes", Uint8Array.of(1, 2, 3)],
    ["nothing", [null, undefined]],
    ["a circle", circle],
  ])("%s arrive", (_, value) => {
    const packed = packedValue(value);
    expect(packed.trouble).toBeUndefined();
    expect(storedValue(packed)).toEqual(value);
  });

  test("what cannot go is a placeholder, and its neighbours arrive", () => {
    const value = {
      kept: 1,
      act: function act() {},
      mark: Symbol("mark"),
      deep: { list: [1, () => 2], map: new Map<string, unknown>([["act", () => 3]]), set: new Set([1]) },
      proxy: new Proxy({}, {}),
      self: circle,
      get getter(): number {
        throw new Error("no");
      },
    };
    const { trouble, ...packed } = packedValue(value);
    expect(trouble).toBe("act (the function act), mark (Symbol(mark)), deep.list[1] (a function) cannot be kept");
    expect(storedValue(packed)).toMatchObject({
      kept: 1,
      act: "(the function act)",
      mark: "(Symbol(mark))",
      deep: { list: [1, "(a function)"], map: new Map([["act", "(a function)"]]), set: new Set([1]) },
      proxy: "(a Proxy)",
      getter: "(a getter that throws)",
    });
  });

  test("a function or a Proxy by itself is a placeholder", () => {
    expect(storedValue(packedValue(() => 1))).toBe("(a function)");
    expect(storedValue(packedValue(new Proxy([], {})))).toBe("(a Proxy)");
  });

  test("whatever there is has a text", () => {
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, withTypedArray: true }),
        (value) => {
          expect(typeof plainText(value)).toBe("string");
          expect(typeof plainText(storedValue(packedValue(value)))).toBe("string");
        },
      ),
      { numRuns: 200 },
    );
    expect(plainValue(circle)).toEqual({ self: "(circular)", list: [1] });
  });
});

describe("bags", () => {
  function opened() {
    const told: Fact[] = [];
    const { bag, flush } = openBag<Record<string, unknown>>("resultsBag", (fact) => told.push(fact));
    const entries = () => told.map((fact) => (fact.fact === "stored" ? [fact.entry, storedValue(fact)] : []));
    return { bag, flush, entries };
  }

  test("tell each entry as it is put in, changed or taken out", () => {
    const { bag, entries } = opened();
    bag["accuracy"] = 0.5;
    bag["accuracy"] = 0.9;
    Object.assign(bag, { voters: 5 });
    delete bag["voters"];
    delete bag["never"];
    expect(entries()).toEqual([
      ["accuracy", 0.5],
      ["accuracy", 0.9],
      ["voters", 5],
      ["voters", undefined],
    ]);
    expect(bag).toEqual({ accuracy: 0.9 });
  });

  test("tell at their end what was changed inside an entry", () => {
    const { bag, flush, entries } = opened();
    const list = [1];
    bag["list"] = list;
    bag["other"] = [2];
    list.push(3);
    flush();
    expect(entries()).toEqual([
      ["list", [1]],
      ["other", [2]],
      ["list", [1, 3]],
    ]);
  });
});
