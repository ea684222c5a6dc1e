import { expect, test } from "vitest";
import { resultChart } from "./resultChart.ts";
import { isNumberType, isTimeType } from "./resultColumns.ts";

const columns = (...types: string[]) => types.map((type, index) => ({ name: `c${index}`, type }));
const day = Date.UTC(2026, 10, 21);

test("numbers over a time are a line each", () => {
  const rows = [
    ["2026-11-21", "3", 0.5],
    ["2026-11-22", "4", null],
  ];
  expect(resultChart({ columns: columns("Date", "UInt64", "Nullable(Float64)"), rows })).toEqual({
    kind: "lines",
    isTime: true,
    left: 0,
    lines: [
      {
        name: "c1",
        points: [
          [day, 3],
          [day + 86_400_000, 4],
        ],
      },
      { name: "c2", points: [[day, 0.5]] },
    ],
  });
});

test("a word beside the time tells lines apart, of which a dozen find room", () => {
  const rows = Array.from({ length: 15 }, (_, index) => ["2026-11-21T00:00:00.000Z", `m${index}`, index]);
  const chart = resultChart({ columns: columns("DateTime64(3, 'UTC')", "String", "Float64"), rows });
  expect(chart).toMatchObject({ kind: "lines", left: 3, lines: { length: 12 } });
  expect(chart?.kind === "lines" && chart.lines[1]).toEqual({ name: "m1", points: [[day, 1]] });
});

test("words with a number are bars, and numbers over numbers are a line", () => {
  const bars = resultChart({
    columns: columns("LowCardinality(String)", "String", "UInt8"),
    rows: [
      ["a", "b", 7],
      ["c", null, "nan"],
    ],
  });
  expect(bars).toEqual({ kind: "bars", name: "c2", bars: [{ name: "a · b", value: 7 }], left: 0 });
  const line = resultChart({ columns: columns("UInt8", "UInt8"), rows: [[1, 2]] });
  expect(line).toMatchObject({ kind: "lines", isTime: false, lines: [{ name: "c1", points: [[1, 2]] }] });
});

test("what has no number, or no row, is not drawn", () => {
  expect(resultChart({ columns: columns("String"), rows: [["a"]] })).toBeUndefined();
  expect(resultChart({ columns: columns("Date"), rows: [["2026-11-21"]] })).toBeUndefined();
  expect(resultChart({ columns: columns("UInt8"), rows: [] })).toBeUndefined();
});

test.each([
  ["UInt64", true, false],
  ["LowCardinality(Nullable(Float64))", true, false],
  ["Decimal(18, 3)", true, false],
  ["DateTime64(3, 'UTC')", false, true],
  ["Nullable(Date)", false, true],
  ["Array(UInt8)", false, false],
  ["String", false, false],
])("of the type %s it is known whether it is a number or a time", (type, isNumber, isTime) => {
  expect([isNumberType(type), isTimeType(type)]).toEqual([isNumber, isTime]);
});
