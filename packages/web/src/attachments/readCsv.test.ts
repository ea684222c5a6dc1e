import fc from "fast-check";
import { expect, test } from "vitest";
import { numberColumns, readCsv } from "./readCsv.ts";

test("quotes, separators in cells, line ends and a byte order mark are read", () => {
  expect(readCsv('\uFEFFname,note\r\n"a, b","said ""no""\nthen"\r\nc,\r\n')).toEqual({
    head: ["name", "note"],
    rows: [
      ["a, b", 'said "no"\nthen'],
      ["c", ""],
    ],
  });
});

test.each([";", "\t"])("'%s' separates when the first line has more of it", (separator) => {
  expect(readCsv(["a", "b,c", "d"].join(separator)).head).toEqual(["a", "b,c", "d"]);
});

test("whatever was written is read again", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\n");
      const { head, rows: others } = readCsv(text);
      expect([head, ...others]).toEqual(rows);
    }),
  );
});

test("no text makes it fail or go on for ever", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", ";") }), (text) => {
      expect(readCsv(text).rows.length).toBeLessThanOrEqual(text.length + 1);
    }),
  );
});

test("columns of numbers are told from others, and gaps stay gaps", () => {
  const table = readCsv("name,ms,none\na,1.5,\nb,,\nc,2,");
  expect(numberColumns(table)).toEqual([{ name: "ms", values: [1.5, Number.NaN, 2] }]);
});
