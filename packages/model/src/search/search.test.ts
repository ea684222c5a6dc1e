import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomes } from "../outcome.ts";
import { BackstoryError } from "../problem.ts";
import { completeSearch } from "./completeSearch.ts";
import { parseSearch } from "./parseSearch.ts";
import { printSearch, quoteForSearch } from "./printSearch.ts";
import type { SearchCondition, SearchQuery, SearchTerm } from "./searchQuery.ts";

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8, unit: "binary" }),
  fc.constantFrom("or", "-x", "a b", "(", ")", 'q"q', "status:failed", "seq(P,F)", "a,b", "\\", "x::y", "flips>2", "ü"),
);
const values = fc.array(text, { minLength: 1, maxLength: 3 });
const ended = fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 3 });

const term: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), field: fc.constantFrom("any", "suite", "name", "file"), text }),
  fc.record({ kind: fc.constant("status" as const), outcomes: ended }),
  fc.record({ kind: fc.constant("word" as const), field: fc.constantFrom("assignee", "family"), values }),
  fc.record({
    kind: fc.constant("label" as const),
    key: text.filter((key) => !key.includes("=")),
    value: fc.option(fc.oneof(text, fc.constant(""))),
  }),
  fc.record({ kind: fc.constant("course" as const), place: fc.constantFrom("seq", "ends"), outcomes: ended }),
  fc.record({
    kind: fc.constant("measure" as const),
    field: fc.constantFrom("runs", "fails", "flakes", "flips", "rate", "duration", "p95"),
    comparison: fc.constantFrom(">", ">=", "<", "<=", "="),
    value: fc.double({ min: 0, max: 1e9, noNaN: true }).map(Math.abs),
  }),
) as fc.Arbitrary<SearchTerm>;

/** Conditions as reading makes them: nothing nested that brackets could be left away from. */
const { condition } = fc.letrec<{ condition: SearchCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    term,
    fc
      .record({
        kind: fc.constantFrom("all" as const, "any" as const),
        of: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
      })
      .map(({ kind, of }) => ({ kind, of: of.flatMap((each) => (each.kind === kind ? each.of : [each])) })),
    tie("condition").map((of) => (of.kind === "not" ? of.of : { kind: "not" as const, of })),
  ),
}));

const scope = fc.record({
  field: fc.constantFrom("branch" as const, "target" as const),
  values,
  isNegated: fc.boolean(),
});
const query: fc.Arbitrary<SearchQuery> = fc.record({
  scope: fc.array(scope, { maxLength: 2 }),
  condition: fc.option(condition),
});

describe("a search", () => {
  test("that was written is read as it was", () => {
    fc.assert(
      fc.property(query, (wanted) => void expect(parseSearch(printSearch(wanted))).toEqual(wanted)),
      { numRuns: 500 },
    );
  });

  test("of any letters is read, or refused with a place in it", () => {
    const letters = fc.string({
      maxLength: 30,
      unit: fc.constantFrom(...'ab -()":,=<>\\19%sq', "or ", "seq(P,F)", "status:"),
    });
    fc.assert(
      fc.property(letters, (some) => {
        try {
          const read = parseSearch(some);
          expect(parseSearch(printSearch(read))).toEqual(read);
        } catch (error) {
          if (!(error instanceof BackstoryError)) throw error;
          expect(error.code).toBe("search-invalid");
          expect(error.facts["at"]).toBeLessThan(some.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("finds any text as a whole once it is quoted", () => {
    fc.assert(
      fc.property(text, (some) => {
        expect(parseSearch(quoteForSearch(some))).toEqual({
          scope: [],
          condition: { kind: "text", field: "any", text: some },
        });
      }),
    );
  });

  test.each([
    ["coupon total", "coupon total"],
    ["STATUS:Failed,b", "status:failed,broken"],
    ["(a b) c", "a b c"],
    ["a or (b or c d)", "a or b or c d"],
    ["--a", "a"],
    ["-(a or b)", "-(a or b)"],
    ["a branch:main -target:web", "branch:main -target:web a"],
    ["branch:main (a or b)", "branch:main (a or b)"],
    ["seq(p, f) x", "seq(P,F) x"],
    ["seq(passed,F) ends(K)", "seq(P,F) ends(K)"],
    ["duration>1.5s p95<=2m", "duration>1500 p95<=120000"],
    ["rate<95%", "rate<0.95"],
    ['label:"my key=a b" label:tag', 'label:"my key=a b" label:tag'],
    ["test_add(1, 2) x", '"test_add(1, 2)" x'],
    ["test_add(1 x", '"test_add(1" x'],
    ["tests/a.py::test_x", '"tests/a.py::test_x"'],
    ["", ""],
  ])("%j means %j", (given, wanted) => expect(printSearch(parseSearch(given))).toBe(wanted));

  test.each([
    ["status:fine", 0, "'fine' is no outcome"],
    ["stauts:failed", 0, "did you mean 'status:'"],
    ["a status:", 2, "Nothing stands after 'status:'"],
    ['a "b', 2, "not closed"],
    ["(a", 0, "A bracket is not closed"],
    ["a)", 1, "no opening one"],
    ["a or", 2, "A term is missing"],
    ["()", 1, "A term is missing"],
    ["-(", 1, "A term is missing"],
    ["a or branch:main", 5, "stand in no bracket or 'or'"],
    ["branch:main or a", 12, "stand in no 'or'"],
    ["flips>many", 0, "compared with a number"],
    ["runs>3s", 0, "compared with a number"],
    ["label:=x", 0, "A label is written"],
    ["(".repeat(60), 50, "deep"],
  ])("%j is refused at %i", (given, at, says) => {
    expect(() => parseSearch(given)).toThrow(
      expect.objectContaining({ code: "search-invalid", facts: expect.objectContaining({ at }) }),
    );
    expect(() => parseSearch(given)).toThrow(says);
  });
});

describe("completion", () => {
  test.each([
    ["sta", "", "sta", ["status:"]],
    ["cart -f", null, "f", ["file:", "family:", "flips>", "flakes>", "fails>"]],
    ["status:fa", "status", "fa", ["failed"]],
    ["status:failed,b", "status", "b", ["broken"]],
    ["branch:ma", "branch", "ma", []],
    ['branch:"a b', "branch", '"a b', []],
    ["a::b", null, "a::b", []],
  ])("behind %j", (before, field, typed, inserts) => {
    const found = completeSearch(before, before.length);
    expect(found).toMatchObject({ field: field || null, typed, from: before.length - typed.length, to: before.length });
    expect(found.options.map(({ insert }) => insert)).toEqual(inserts);
  });

  test("offers every field where nothing is typed, and replaces the whole word", () => {
    expect(completeSearch("a ", 2).options.map(({ insert }) => insert)).toContain("seq(");
    expect(completeSearch("xx flps b", 5)).toMatchObject({ from: 3, to: 7 });
  });
});
