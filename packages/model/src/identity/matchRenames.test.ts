import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classPath } from "./classPath.ts";
import { matchRenames } from "./matchRenames.ts";
import type { ComparableTest } from "./scoreRename.ts";
import { jaccard, titleTokens } from "./titleTokens.ts";

function testOf(file: string, name: string, more: Partial<ComparableTest> = {}): ComparableTest {
  const suite = file.replace(/\.py$/, "").replaceAll("/", ".");
  return { testId: `${suite} ${name} ${JSON.stringify(more)}`, suite, name, params: {}, file, medianMs: 20, ...more };
}

const noFiles = new Map<string, string>();
const moved = new Map([["tests/cart.py", "tests/shop/cart.py"]]);

describe("a file that git renamed", () => {
  it("takes all its tests along, however alike they are", () => {
    const names = ["test_add_one_item", "test_add_two_items", "test_add_two_items_twice"];
    const matches = matchRenames(
      names.map((name) => testOf("tests/cart.py", name)),
      [...names, "test_add_three_items"].map((name) => testOf("tests/shop/cart.py", name)),
      moved,
    );
    expect(matches.map(({ from, to, state }) => [from.split(" ")[1], to.split(" ")[1], state])).toEqual(
      names.map((name) => [name, name, "accepted"]),
    );
    expect(matches[0]?.evidence).toMatchObject({
      score: 1,
      file: 0.35,
      path: 0.25,
      title: 0.25,
      params: 0.1,
      duration: 0.05,
    });
  });

  it("does not make a test of two words in common with none an accepted rename", () => {
    const matches = matchRenames(
      [testOf("tests/cart.py", "test_empties")],
      [testOf("tests/shop/cart.py", "test_totals")],
      moved,
    );
    expect(matches.map(({ state, evidence }) => [state, evidence.score])).toEqual([["suggested", 0.75]]);
  });
});

describe("without git's word", () => {
  it("a moved test is suggested, not accepted", () => {
    const matches = matchRenames([testOf("a.py", "test_totals")], [testOf("b.py", "test_totals")], noFiles);
    expect(matches.map(({ state, evidence }) => [state, evidence.score])).toEqual([["suggested", 0.65]]);
  });

  it("a function renamed in its file is accepted when most words stay, suggested when fewer do, and else left", () => {
    const renamedTo = (name: string) =>
      matchRenames([testOf("a.py", "test_cart_adds_up_totals")], [testOf("a.py", name)], noFiles)[0]?.state;
    expect(renamedTo("test_cart_adds_up_all_totals")).toBe("accepted");
    expect(renamedTo("test_cart_totals")).toBe("suggested");
    expect(renamedTo("test_login")).toBeUndefined();
  });

  it("two that are as likely are suggested at most", () => {
    const matches = matchRenames(
      [testOf("a.py", "test_cart_adds_up_totals")],
      [testOf("a.py", "test_cart_adds_up_all_totals"), testOf("a.py", "test_cart_adds_up_some_totals")],
      noFiles,
    );
    expect(matches.map(({ state, evidence }) => [state, evidence.margin])).toEqual([["suggested", 0]]);
  });

  it("a renamed class keeps its tests", () => {
    const inClass = (name: string) => testOf("a.py", "test_totals", { suite: `a.${name}`, testId: name });
    const [match] = matchRenames([inClass("TestCart")], [inClass("TestBasket")], noFiles);
    expect(match).toMatchObject({ from: "TestCart", to: "TestBasket", state: "accepted" });
  });
});

describe("params", () => {
  it("pair the cases of a renamed function with their equals", () => {
    const cases = (name: string) => [1, 2, 3, 4].map((n) => testOf("a.py", name, { params: { n } }));
    const matches = matchRenames(cases("test_adds_up_carts_totals"), cases("test_adds_up_all_carts_totals"), noFiles);
    expect(matches).toHaveLength(4);
    for (const { from, to, state } of matches) {
      expect(state).toBe("accepted");
      expect(to.slice(to.indexOf("{"))).toBe(from.slice(from.indexOf("{")));
    }
  });

  it("of other values are other tests", () => {
    const of = (n: number) => testOf("a.py", "test_totals", { params: { n } });
    expect(matchRenames([of(1)], [of(2)], noFiles)).toEqual([]);
  });

  it("that were added are suggested", () => {
    const matches = matchRenames(
      [testOf("a.py", "test_totals", { params: { n: 1 } })],
      ["fast", "slow"].map((mode) => testOf("a.py", "test_totals", { params: { n: 1, mode } })),
      noFiles,
    );
    expect(matches.map(({ state }) => state)).toEqual(["suggested"]);
  });
});

it.each([
  [{ suite: "tests.cart.TestTotals", file: "tests/cart.py" }, "TestTotals"],
  [{ suite: "cart.TestTotals.TestInner", file: "src/tests/cart.py" }, "TestTotals.TestInner"],
  [{ suite: "tests.cart", file: "tests/cart.py" }, ""],
  [{ suite: "tests/cart.test.ts > totals > empty", file: "tests/cart.test.ts" }, "totals > empty"],
  [{ suite: "web > tests/cart.test.ts > totals", file: "tests/cart.test.ts" }, "web >  > totals"],
  [{ suite: "Checkout", file: "tests/cart.py" }, "Checkout"],
  [{ suite: "tests.cartography", file: "tests/cart.py" }, "tests.cartography"],
  [{ suite: "any.thing", file: "" }, "any.thing"],
])("the classes of %o are %s", (test, path) => expect(classPath(test)).toBe(path));

it("titles are compared by their words", () => {
  expect([...titleTokens("test_addsTwoHTTPItems2x [Größe]")]).toEqual([
    "adds",
    "two",
    "http",
    "items",
    "2",
    "x",
    "größe",
  ]);
  expect(jaccard(titleTokens("test_a_b"), titleTokens("testBC"))).toBeCloseTo(0);
  expect(jaccard(titleTokens("should add items"), titleTokens("adds items"))).toBeCloseTo(1 / 3);
  expect(jaccard(new Set(), new Set())).toBe(0);
});

it("whatever is given, each test is matched at most once, and the order of the lists does not matter", () => {
  const test = fc
    .record({
      file: fc.constantFrom("a.py", "b.py", "c.py"),
      name: fc.array(fc.constantFrom("add", "cart", "total", "empty"), { minLength: 1, maxLength: 3 }),
      n: fc.constantFrom(0, 1, 2),
    })
    .map(({ file, name, n }) => testOf(file, `test_${name.join("_")}`, { params: n === 0 ? {} : { n } }));
  const tests = fc.uniqueArray(test, { selector: ({ testId }) => testId, maxLength: 12 });
  fc.assert(
    fc.property(tests, tests, fc.boolean(), (gone, arrived, git) => {
      const files = git ? new Map([["a.py", "b.py"]]) : noFiles;
      const matches = matchRenames(gone, arrived, files);
      expect(new Set(matches.map(({ from }) => from)).size).toBe(matches.length);
      expect(new Set(matches.map(({ to }) => to)).size).toBe(matches.length);
      for (const { state, evidence } of matches) {
        expect(evidence.score).toBeGreaterThanOrEqual(state === "accepted" ? 0.75 : 0.55);
      }
      expect(matchRenames(gone.toReversed(), arrived.toReversed(), files)).toEqual(matches);
    }),
    // Two tests that git moved together are rare among random ones.
    { numRuns: 2_000 },
  );
});

it("compares a suite of 20,000 tests that moved as a whole in one go", () => {
  const suite = (folder: string) =>
    Array.from({ length: 20_000 }, (_, index) => testOf(`${folder}/m${index % 400}.py`, `test_case_${index}`));
  const files = new Map(Array.from({ length: 400 }, (_, index) => [`old/m${index}.py`, `new/m${index}.py`]));
  const matches = matchRenames(suite("old"), suite("new"), files);
  expect(matches).toHaveLength(20_000);
  expect(matches.every(({ state }) => state === "accepted")).toBe(true);
});
