import fc from "fast-check";
import { expect, test } from "vitest";
import { type GridGeometry, placeAt, pointOf, scrolledTo } from "./gridGeometry.ts";

const geometry: GridGeometry = { size: 18, labels: 200, head: 32, columns: 500, rows: 4_000 };
const seen = fc.record({
  left: fc.nat(8_000),
  top: fc.nat(70_000),
  width: fc.integer({ min: 300, max: 2_000 }),
  height: fc.integer({ min: 200, max: 1_200 }),
});
const place = fc.record({ row: fc.nat(3_999), column: fc.nat(499) });

test("a cell that was scrolled to is seen whole, and is what one points at there", () => {
  fc.assert(
    fc.property(seen, place, (before, wanted) => {
      const after = { ...before, ...scrolledTo(geometry, before, wanted) };
      const { x, y } = pointOf(geometry, after, wanted);
      expect(x).toBeGreaterThanOrEqual(geometry.labels);
      expect(y).toBeGreaterThanOrEqual(geometry.head);
      expect(x + geometry.size).toBeLessThanOrEqual(after.width);
      expect(y + geometry.size).toBeLessThanOrEqual(after.height);
      expect(placeAt(geometry, after, { x: x + 9, y: y + 9 })).toEqual(wanted);
    }),
  );
});

test("scrolling to what is seen moves nothing", () => {
  const window = { left: 100, top: 100, width: 1_000, height: 600 };
  expect(scrolledTo(geometry, window, { row: 10, column: 10 })).toEqual({ left: 100, top: 100 });
});

test("names are no cells, and the head is row -1", () => {
  const window = { left: 0, top: 0, width: 1_000, height: 600 };
  expect(placeAt(geometry, window, { x: 100, y: 100 })).toBeUndefined();
  expect(placeAt(geometry, window, { x: 219, y: 10 })).toEqual({ row: -1, column: 1 });
  expect(placeAt({ ...geometry, columns: 1 }, window, { x: 400, y: 100 })).toBeUndefined();
});
