import type { GridModel, GridPlace } from "./gridModel.ts";

/** Where things stand in the drawing, in pixels. */
export interface GridGeometry {
  readonly size: number;
  /** How wide the names at the left are; 0 where cells are too small for them. */
  readonly labels: number;
  readonly head: number;
  readonly columns: number;
  readonly rows: number;
}

/** What of the drawing is seen. */
export interface GridWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How many pixels a cell has to have for names and letters beside and in it. */
export const readableSize = 12;

/** The geometry of a grid in a place so wide. */
export function gridGeometry({ tests, runs }: GridModel, size: number, width: number): GridGeometry {
  const labels = size < readableSize ? 0 : Math.round(Math.min(width * (width < 600 ? 0.42 : 0.32), 420));
  return { size, labels, head: 32, columns: runs.length, rows: tests.length };
}

/** How large everything is together. */
export function wholeSize({ size, labels, head, columns, rows }: GridGeometry): { width: number; height: number } {
  return { width: labels + columns * size, height: head + rows * size };
}

/** The cell at a point of the window, or the head of its column as row -1; undefined beside the cells. */
export function placeAt(
  geometry: GridGeometry,
  seen: GridWindow,
  point: { x: number; y: number },
): GridPlace | undefined {
  const { size, labels, head, columns, rows } = geometry;
  if (point.x < labels) return undefined;
  const column = Math.floor((point.x - labels + seen.left) / size);
  const row = point.y < head ? -1 : Math.floor((point.y - head + seen.top) / size);
  return column < columns && row < rows ? { row, column } : undefined;
}

/** Where a cell begins in the window. */
export function pointOf({ size, labels, head }: GridGeometry, seen: GridWindow, { row, column }: GridPlace) {
  return { x: labels + column * size - seen.left, y: head + row * size - seen.top };
}

/** How far to scroll so that a cell is seen whole. */
export function scrolledTo(geometry: GridGeometry, seen: GridWindow, place: GridPlace): { left: number; top: number } {
  const { size, labels, head } = geometry;
  const { x, y } = pointOf(geometry, seen, place);
  const [right, below] = [x + size - seen.width, y + size - seen.height];
  return {
    left: seen.left + (x < labels ? x - labels : Math.max(right, 0)),
    top: seen.top + (y < head ? y - head : Math.max(below, 0)),
  };
}
