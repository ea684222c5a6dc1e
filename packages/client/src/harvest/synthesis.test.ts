import { describe, expect, test } from "vitest";
import { type FixtureStore, type HarvestedTest, type HarvestSource, harvestId } from "./harvestedTest.ts";
import { markedBag } from "./resultsBag.ts";
import { synthesisOf } from "./synthesis.ts";

function harvested(file: string, describes: string[], name: string, more: Partial<HarvestedTest> = {}): HarvestedTest {
  const suite = [file, ...describes].join(" > ");
  return { id: harvestId(suite, name), suite, name, file, status: "passed", durationMs: 1_500, ...more };
}

const phases = [
  { name: "setup", status: "passed", durationMs: 500 },
  { name: "call", status: "failed", durationMs: 1_000 },
] as const;

const tests = [
  harvested("tests/a.test.ts", ["cart", "empty"], "adds", { params: { voters: 5 } }),
  harvested("tests/a.test.ts", [], "fails", { status: "failed", phases: [...phases] }),
  harvested("other/a.test.ts", ["cart"], "adds", { status: "skipped", durationMs: undefined }),
  harvested("tests/b.test.ts", [], "runs still", { status: "pending" }),
];
const adds = "tests/a.test.ts > cart > empty > adds";
const fails = "tests/a.test.ts > fails";

function source(fixtureStore: FixtureStore = new Map()): HarvestSource {
  return { tests, fixtureStore };
}

function bags(): FixtureStore {
  return new Map<string, Map<string, unknown>>([
    ["data", new Map([[adds, "rows"]])],
    [
      "resultsBag",
      new Map([
        [adds, markedBag({ accuracy: 0.9, status: "mine", voters: "all", list: [1] })],
        [fails, markedBag({ accuracy: 0.5 })],
      ]),
    ],
  ]);
}

describe("ids", () => {
  test.each([
    ["full", ["tests/a.test.ts > cart > empty > adds", "tests/a.test.ts > fails", "other/a.test.ts > cart > adds"]],
    ["module", ["a.test.ts > cart > empty > adds", "a.test.ts > fails", "a.test.ts > cart > adds"]],
    ["class", ["cart > empty > adds", "fails", "cart > adds"]],
    // Of two tests with one shortened id the later one stands, as a key can stand only once.
    ["function", ["adds", "fails"]],
  ] as const)("%s", (testIdFormat, ids) => {
    expect([...synthesisOf(source(), { testIdFormat }).entries.keys()]).toEqual(ids);
  });

  test("a function gets the full id", () => {
    const { entries } = synthesisOf(source(), { testIdFormat: (id) => id.toUpperCase() });
    expect([...entries.keys()][1]).toBe("TESTS/A.TEST.TS > FAILS");
  });

  test("another format is told, with the choices", () => {
    expect(() => synthesisOf(source(), { testIdFormat: "toString" as never })).toThrow(
      /full, module, class, function.+'toString'/,
    );
  });

  test("a project stays with the file, and a name may hold what parts ids", () => {
    const suite = "|web| tests/a.test.ts > cart";
    const named = { ...harvested("tests/a.test.ts", [], "a > b"), suite, id: harvestId(suite, "a > b") };
    const ids = (testIdFormat: "module" | "class" | "function") =>
      [...synthesisOf({ tests: [named], fixtureStore: new Map() }, { testIdFormat }).entries.keys()][0];
    expect([ids("module"), ids("class"), ids("function")]).toEqual([
      "a.test.ts > cart > a > b",
      "cart > a > b",
      "a > b",
    ]);
  });
});

describe("entries", () => {
  test("nested, in seconds, with the prefix", () => {
    expect(synthesisOf(source(bags())).entries.get(adds)).toEqual({
      testStatus: "passed",
      testDurationS: 1.5,
      testParams: { voters: 5 },
      fixtures: { data: "rows", resultsBag: { accuracy: 0.9, status: "mine", voters: "all", list: [1] } },
    });
  });

  test.each([
    [{ durationsInMs: true }, ["testStatus", "testDurationMs", "testParams", "fixtures"]],
    [{ prefix: false }, ["status", "durationS", "params", "fixtures"]],
    [{ statusDetails: true, fixtureStore: false }, ["testStatus", "testDurationS", "testStatusDetails", "testParams"]],
    [{ flatten: true }, ["status", "durationS", "voters", "data", "resultsBag"]],
    [{ flatten: true, prefix: true, fixtureStore: false }, ["testStatus", "testDurationS", "voters"]],
  ] as const)("%o", (options, names) => {
    expect(Object.keys(synthesisOf(source(bags()), options).entries.get(adds) ?? {})).toEqual(names);
  });

  test("details tell each phase, flat ones by its name", () => {
    expect(synthesisOf(source(), { statusDetails: true }).entries.get(fails)).toMatchObject({
      testStatusDetails: { setup: ["passed", 0.5], call: ["failed", 1] },
    });
    expect(
      synthesisOf(source(), { statusDetails: true, flatten: true, durationsInMs: true }).entries.get(fails),
    ).toMatchObject({
      status__setup: ["passed", 500],
      status__call: ["failed", 1_000],
    });
  });

  test.each([
    ["a name", "resultsBag", ["accuracy", "list"]],
    ["several names", ["resultsBag"], ["accuracy", "list"]],
    ["names with prefixes", { resultsBag: "bag_" }, ["bag_accuracy", "bag_status", "bag_voters", "bag_list"]],
  ])("opens stored values by %s", (_, flattenMore, names) => {
    const entry = synthesisOf(source(bags()), { flatten: true, flattenMore }).entries.get(adds) ?? {};
    expect(Object.keys(entry)).toEqual(expect.arrayContaining(names));
    expect(entry).toMatchObject({ status: "passed", voters: 5 });
  });

  test("what is opened hides nothing", () => {
    const entry = synthesisOf(source(bags()), { flatten: true, flattenMore: "resultsBag" }).entries.get(adds);
    expect(entry).toMatchObject({
      status: "passed",
      "resultsBag.status": "mine",
      voters: 5,
      "resultsBag.voters": "all",
    });
  });

  test("one store, several, none", () => {
    const other: FixtureStore = new Map([["other", new Map([[adds, 1]])]]);
    const fixtures = (fixtureStore: FixtureStore | FixtureStore[] | false) =>
      Object.keys((synthesisOf(source(bags()), { fixtureStore }).entries.get(adds)?.["fixtures"] as object) ?? {});
    expect([fixtures(other), fixtures([bags(), other]), fixtures(false)]).toEqual([
      ["other"],
      ["data", "resultsBag", "other"],
      [],
    ]);
  });
});

describe("which tests", () => {
  test("those that are not over are left out, unless they are asked for", () => {
    expect(synthesisOf(source()).entries.size).toBe(3);
    expect([...synthesisOf(source(), { filterIncomplete: false }).entries.values()].at(-1)).toMatchObject({
      testStatus: "pending",
    });
  });

  test.each([
    ["a path", "tests/a.test.ts", 2],
    ["the end of a path", "a.test.ts", 3],
    ["part of a name of a file", "test.ts", 0],
    ["an expression", /adds$/g, 2],
    ["a function", ({ status }: HarvestedTest) => status === "failed", 1],
    ["several", ["other/a.test.ts", /fails/], 2],
  ])("%s", (_, filter, count) => {
    for (let again = 0; again < 2; again++) expect(synthesisOf(source(), { filter }).entries.size).toBe(count);
  });
});

describe("tables", () => {
  test("a row a test, columns in the order of their first appearance", () => {
    const { columns, rows, counts } = synthesisOf(source(bags())).toTable();
    expect(columns).toEqual([
      "test",
      "status",
      "durationMs",
      "voters",
      "data",
      "accuracy",
      "resultsBag.status",
      "resultsBag.voters",
      "list",
    ]);
    expect(rows[1]).toEqual({ test: fails, status: "failed", durationMs: 1_500, accuracy: 0.5 });
    expect(counts).toEqual({ tests: 3, passed: 1, failed: 1, broken: 0, skipped: 1 });
  });

  test("columns of choice, and groups with counts and means", () => {
    expect(synthesisOf(source(bags())).toTable({ columns: ["acc*", "test"] }).columns).toEqual(["accuracy", "test"]);
    const { rows } = synthesisOf(source(bags())).toTable({ groupBy: ["status"] });
    expect(rows).toMatchObject([
      { status: "passed", tests: 1, mean_accuracy: 0.9, mean_durationMs: 1_500 },
      { status: "failed", tests: 1, mean_accuracy: 0.5 },
      { status: "skipped", tests: 1 },
    ]);
  });

  test("CSV, Markdown and JSON hold what was stored, whatever it is", () => {
    const hostile = {
      text: 'a "quote", a\nline',
      pipe: "a|b",
      at: new Date(0),
      map: new Map([["k", 1]]),
      nan: Number.NaN,
      none: undefined,
    };
    const store: FixtureStore = new Map([["resultsBag", new Map([[fails, markedBag(hostile)]])]]);
    const table = synthesisOf(source(store), { filter: /fails/ }).toTable({
      columns: ["text", "pipe", "at", "map", "nan", "none"],
    });
    expect(table.toCsv()).toBe(
      'text,pipe,at,map,nan,none\n"a ""quote"", a\nline",a|b,1970-01-01T00:00:00.000Z,"{""k"":1}",NaN,\n',
    );
    expect(table.toMarkdown()).toBe(
      "| text | pipe | at | map | nan | none |\n| --- | --- | --- | --- | --- | --- |\n" +
        '| a "quote", a line | a\\|b | 1970-01-01T00:00:00.000Z | {"k":1} | NaN |  |\n\n1 tests, 0 passed, 1 failed, 0 broken, 0 skipped\n',
    );
    expect(JSON.parse(table.toJson())).toEqual({
      counts: { tests: 1, passed: 0, failed: 1, broken: 0, skipped: 0 },
      rows: [{ text: 'a "quote", a\nline', pipe: "a|b", at: "1970-01-01T00:00:00.000Z", map: { k: 1 }, nan: "NaN" }],
    });
  });
});
