import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { literal, renderParameters } from "./literal.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";

// Times are UTC wherever the engine stands.
process.env["TZ"] = "America/New_York";

const hex = "0123456789abcdef";
const uuid = fc.uuid().map((text) => text.toLowerCase());
const awkwardText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("'", "\\", '"', "`", "{", "}", ":", "String", "x", "\0", "\n", "--", "/*", ";", hex),
  }),
);

describe.each(connections)("over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("says every text to the engine as it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(awkwardText, { minLength: 1, maxLength: 20 }), async (texts) => {
        const wellFormed = texts.map((text) => Buffer.from(text).toString());
        const [row] = await test.store.connection.query<{ one: string; all: string[]; hasAll: number }>(
          "SELECT {one:String} AS one, {all:Array(String)} AS all, one IN {all:Array(String)} AS hasAll",
          { one: wellFormed[0] as string, all: wellFormed },
        );
        expect(row).toEqual({ one: wellFormed[0], all: wellFormed, hasAll: 1 });
      }),
      { numRuns: 60 },
    );
  });

  it("says ids, numbers, times and what is missing as they are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(uuid),
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true }),
        async (ids, whole, real, date) => {
          const parameters = { ids, whole, real, time: date.toISOString(), none: null, yes: true };
          const [row] = await test.store.connection.query(
            `SELECT {ids:Array(UUID)} AS ids, {whole:Int64} AS whole, {real:Float64} AS real,
              toTimeZone({time:DateTime64(3)}, 'UTC') AS time, {none:Nullable(String)} AS none, {yes:Bool} AS yes`,
            parameters,
          );
          expect(row).toEqual({ ...parameters, real: real === 0 ? 0 : real });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("literal", () => {
  it.each([
    [1.5, "UInt8"],
    [-1, "UInt32"],
    ["1", "UInt32"],
    [Number.NaN, "Float64"],
    [2 ** 60, "Int64"],
    ["00000000-0000-0000-0000-00000000000", "UUID"],
    ["0'", "UUID"],
    [null, "String"],
    [["a"], "String"],
    ["a", "Array(String)"],
    ["x", "Expression"],
    ["2026-11-21", "DateTime64(3)"],
  ])("refuses %j as %s", (value, type) => {
    expect(() => literal(value as never, type)).toThrow(TypeError);
  });

  it("refuses a place without a value", () => {
    expect(() => renderParameters("SELECT {missing:String}", {})).toThrow("missing");
  });

  it("leaves places inside values alone", () => {
    expect(renderParameters("SELECT {a:String}, {b:UInt8}", { a: "{b:UInt8}", b: 1 })).toBe(
      "SELECT '{b:UInt8}', CAST(1, 'UInt8')",
    );
  });
});
