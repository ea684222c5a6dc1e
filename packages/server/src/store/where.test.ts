import { describe, expect, it } from "vitest";
import { after, decodeCursor, pageOfRows } from "./cursor.ts";
import { containsText } from "./queries/textSearch.ts";
import { where } from "./where.ts";

describe("where", () => {
  it("holds the conditions that have a value, and their values by name", () => {
    expect(where({ "a = {a:String}": "x", "b = {b:UInt8}": undefined, "c IN {cs:Array(String)}": [] })).toEqual({
      clause: "WHERE true AND (a = {a:String}) AND (c IN {cs:Array(String)})",
      parameters: { a: "x", cs: [] },
    });
  });

  it("is true of everything without a condition", () => {
    expect(where({})).toEqual({ clause: "WHERE true", parameters: {} });
  });

  it("refuses a condition without a place", () => {
    expect(() => where({ "a = 1": 1 })).toThrow("no place");
  });

  it("goes on behind a cursor", () => {
    const page = pageOfRows(
      [
        { rank: 1, name: "a" },
        { rank: 2, name: "b" },
      ],
      1,
      ["rank", "name"],
    );
    expect(page.items).toEqual([{ rank: 1, name: "a" }]);
    const position = after({ rank: "UInt8", name: "String" }, page.nextCursor ?? "");
    expect(where({ "a = {a:String}": "x" }, position)).toEqual({
      clause: "WHERE (rank, name) > ({after_rank:UInt8}, {after_name:String}) AND (a = {a:String})",
      parameters: { after_rank: 1, after_name: "a", a: "x" },
    });
  });
});

describe("a cursor", () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  it.each([
    [[256], ["UInt8"]],
    [[-1], ["UInt8"]],
    [[1.5], ["Int64"]],
    [[2 ** 60], ["Int64"]],
    [["x"], ["UUID"]],
    [[null], ["String"]],
    [["a", "b"], ["String"]],
    [{ 0: "a", length: 1 }, ["String"]],
  ] as const)("with %j is not one of a list sorted by %j", (value, types) => {
    expect(() => decodeCursor(encode(value), [...types])).toThrow("not given by this list");
  });
});

describe("containsText", () => {
  it("seeks ASCII in bytes and everything else in characters", () => {
    expect(containsText("Cart total")).toMatch(/^positionCaseInsensitive\(/);
    expect(containsText("größe")).toMatch(/^positionCaseInsensitiveUTF8\(/);
  });
});
