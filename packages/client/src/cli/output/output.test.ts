import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "./column.ts";
import { csv } from "./csv.ts";
import { cutToWidth, displayWidth, padToWidth } from "./displayWidth.ts";
import { formatOf } from "./format.ts";
import { harmless, harmlessLines, safeJson } from "./harmless.ts";
import { code, escaped, markdownTable } from "./markdown.ts";
import { hasColours, paintOf } from "./paint.ts";
import { table } from "./table.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

const columns: readonly Column<Row>[] = [
  { title: "ID", key: "id", cell: ({ id }) => id },
  { title: "NAME", key: "name", cell: ({ name }) => name, isText: true, paint: () => "bad" },
  { title: "COUNT", key: "count", cell: ({ count }) => String(count), value: ({ count }) => count, isNumber: true },
  { title: "", key: "more", cell: () => "", value: () => null, isForCsvOnly: true },
];
const id = "01M7ZVZ2NHM3P5FK93R4HR75Y5";
const hostile = "a\u001b[31mred\u001b[0m\u202egnp\u0007\n\u0000|<b>`=1";
const unpainted = { width: undefined, isPainted: false };
const anyText = fc.string({ unit: "binary", maxLength: 60 });

describe("a harmless text", () => {
  test("shows what would be obeyed as signs for it", () => {
    expect(harmless(hostile)).toBe("ared<U+202E>gnp␇␊␀|<b>`=1");
    expect(harmlessLines("a\r\n\tb\u0007")).toBe("a\n\tb␇");
    expect(harmless("naïve 漢字 👩‍💻 ✓")).toBe("naïve 漢字 👩‍💻 ✓");
    expect(harmless("\ud800\u200b\u{e0041}")).toBe("<U+D800><U+200B><U+E0041>");
  });

  test("has nothing left that a terminal obeys, whatever it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(harmless(text).replaceAll("\u200d", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });

  test("is JSON that says the same", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = safeJson({ text });
        expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

describe("a width", () => {
  test.each([
    ["abc", 3],
    ["漢字", 4],
    ["👩‍💻", 2],
    ["é", 1],
    ["✅ok", 4],
  ])("of %s is %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test("is kept by cutting, which parts no character", () => {
    expect(cutToWidth("漢字漢字", 5)).toBe("漢字…");
    expect(cutToWidth("👩‍💻👩‍💻", 3)).toBe("👩‍💻…");
    expect(cutToWidth("abc", 3)).toBe("abc");
    expect(padToWidth("漢", 4, "right")).toBe("  漢");
  });
});

describe("a table", () => {
  test("is as wide as its cells, numbers to the right", () => {
    const rows = [
      { id: "1", name: "b", count: 7 },
      { id: "22", name: hostile, count: 12 },
    ];
    expect(table(rows, columns, unpainted).split("\n")).toEqual([
      "ID  NAME                       COUNT",
      "1   b                              7",
      "22  ared<U+202E>gnp␇␊␀|<b>`=1     12",
    ]);
  });

  test("fits the terminal by cutting texts, never ids", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), fc.integer({ min: 1, max: 200 }), (names, width) => {
        const rows = names.map((name, count) => ({ id, name, count }));
        const lines = table(rows, columns, { width, isPainted: false }).split("\n");
        const least = id.length + 8 + 5 + 2 * 2;
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, least));
        for (const line of lines.slice(1)) expect(line.startsWith(id)).toBe(true);
        expect(lines).toHaveLength(rows.length + 1);
      }),
    );
  });

  test("takes from the widest text first", () => {
    const two: Column<readonly string[]>[] = [0, 1].map((index) => ({
      ...{ title: "T", key: "t", isText: true },
      cell: (item) => item[index] ?? "",
    }));
    const lines = table([["x".repeat(30), "y".repeat(20)]], two, { width: 34, isPainted: false }).split("\n");
    expect(lines[1]).toBe(`${"x".repeat(15)}…  ${"y".repeat(15)}…`);
  });

  test("says in words what it says in colours", () => {
    const rows = [{ id: "1", name: "failed", count: 1 }];
    const painted = table(rows, columns, { width: undefined, isPainted: true });
    expect(painted).toContain("\u001b[31mfailed\u001b[39m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are what is taken out.
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(table(rows, columns, unpainted));
    expect([paintOf("failed, incomplete"), paintOf("passed"), paintOf("nothing")]).toEqual(["bad", "good", undefined]);
  });
});

test.each<[NodeJS.ProcessEnv, boolean, boolean]>([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ TERM: "dumb" }, true, false],
])("with %j and a terminal %s there are colours: %s", (env, isTerminal, expected) => {
  expect(hasColours({ env, isTerminal })).toBe(expected);
});

describe("CSV", () => {
  test("quotes as RFC 4180 does, and defuses formulas", () => {
    const rows = [
      { id: 'say "hi"', name: "=HYPERLINK(1)", count: -3 },
      { id: "a,b", name: "two\r\nlines", count: 0 },
      { id: "@x", name: "-1+2", count: 1 },
    ];
    expect(csv(rows, columns)).toBe(
      ["id,name,count,more", `"say ""hi""",'=HYPERLINK(1),-3,`, `"a,b","two\r\nlines",0,`, "'@x,'-1+2,1,", ""].join(
        "\r\n",
      ),
    );
  });

  test("is read back as it was written, but for the apostrophes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { maxLength: 4 }), (pairs) => {
        const rows = pairs.map(([one, name], count) => ({ id: one, name, count }));
        const read = readCsv(csv(rows, columns));
        expect(read.slice(1).map(([one, name]) => [one?.replace(/^'/, ""), name?.replace(/^'/, "")])).toEqual(
          pairs.map((pair) => pair.map((text) => text.replace(/^'/, ""))),
        );
      }),
    );
  });
});

/** A plain reader of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe("Markdown", () => {
  test("shows a text as it is, on one line", () => {
    expect(escaped("a|b <img> *x* [y](z) `c` #1 & \\\n$m$ ~s~")).toBe(
      "a\\|b &lt;img&gt; \\*x\\* \\[y\\](z) \\`c\\` \\#1 &amp; \\\\␊\\$m\\$ \\~s\\~",
    );
    expect(code("a `b` ``c``|")).toBe("```a `b` ``c``\\|```");
    expect(code("`a")).toBe("`` `a ``");
  });

  test("is a table with as many cells in each row", () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const lines = markdownTable([{ id: "1", name, count: 1 }], columns).split("\n");
        expect(lines).toHaveLength(3);
        expect(lines.map((line) => line.match(/(?<!\\)(?:\\\\)*\|/g)?.length)).toEqual([4, 4, 4]);
      }),
    );
  });
});

test("one format is printed at a time", () => {
  expect([formatOf({}), formatOf({ csv: true })]).toEqual(["words", "csv"]);
  expect(() => formatOf({ csv: true, md: true })).toThrow("--csv and --md cannot both be printed");
});
