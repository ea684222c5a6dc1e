import { expect, test } from "vitest";
import { isTurned, turned } from "./openFiles.ts";

const file = (letter: string) => ({ sha256: letter.repeat(64) });

test("a file is turned once and back", () => {
  const one = turned(undefined, file("a"));
  expect(one).toBe("aaaaaaaaaaaa");
  const two = turned(one, file("b"));
  expect([isTurned(two, file("a")), isTurned(two, file("b")), isTurned(two, file("c"))]).toEqual([true, true, false]);
  expect(turned(two, file("a"))).toBe("bbbbbbbbbbbb");
  expect(turned(turned(two, file("a")), file("b"))).toBeUndefined();
});

test("an address holds 50 of them, the newest", () => {
  const files = Array.from({ length: 60 }, (_, index) => ({
    sha256: String(index).padStart(64, "x").split("").reverse().join(""),
  }));
  const words = files.reduce<string | undefined>((before, each) => turned(before, each), undefined);
  expect(words?.split(",")).toHaveLength(50);
  expect(isTurned(words, files[59] as never)).toBe(true);
  expect(isTurned(words, files[0] as never)).toBe(false);
});
