import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RenameLink, renameIndex } from "./renameIndex.ts";

const links: RenameLink[] = [
  { from: "b", to: "c" },
  { from: "a", to: "b" },
  { from: "x", to: "y" },
];
const standing = renameIndex(links);

describe("renames in a chain", () => {
  it("lead each old id to the newest", () => {
    expect(["a", "b", "c", "x", "z"].map(standing.newest)).toEqual(["c", "c", "c", "y", "z"]);
  });

  it("are one test, asked by any of its ids", () => {
    for (const id of ["a", "b", "c"]) expect(standing.group(id)).toEqual(["c", "b", "a"]);
    expect(standing.group("z")).toEqual(["z"]);
  });

  it("end even where a table changed by hand has a circle", () => {
    const circle = renameIndex([
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ]);
    expect(circle.newest("a")).toBe("b");
    expect(circle.group("a").toSorted()).toEqual(["a", "b"]);
  });
});

describe("a new rename", () => {
  it.each([
    [{ from: "c", to: "a" }, /one test already/],
    [{ from: "b", to: "a" }, /one test already/],
    [{ from: "a", to: "c" }, /one test already/],
    [{ from: "a", to: "a" }, /itself/],
    [{ from: "b", to: "z" }, /b goes on as c/],
    [{ from: "z", to: "y" }, /y goes on from x/],
  ])("%o is refused", (link, reason) => expect(standing.obstacle(link)).toMatch(reason));

  it("may go on from the end of a chain, or say again what stands", () => {
    expect(standing.obstacle({ from: "c", to: "d" })).toBeUndefined();
    expect(standing.obstacle({ from: "a", to: "b" })).toBeUndefined();
  });
});

it("whatever is taken and refused, every test is in one chain alone", () => {
  const id = fc.integer({ min: 0, max: 12 }).map(String);
  fc.assert(
    fc.property(fc.array(fc.record({ from: id, to: id }), { maxLength: 40 }), (wanted) => {
      const index = renameIndex([]);
      const taken: RenameLink[] = [];
      for (const link of wanted) {
        if (index.obstacle(link) !== undefined) continue;
        index.add(link);
        taken.push(link);
      }
      for (let number = 0; number <= 12; number++) {
        const each = String(number);
        const group = index.group(each);
        expect(group).toContain(each);
        expect(new Set(group).size).toBe(group.length);
        for (const member of group) expect(index.group(member)).toEqual(group);
        expect(index.newest(each)).toBe(group[0]);
        expect(renameIndex(taken).group(each)).toEqual(group);
      }
    }),
  );
});
