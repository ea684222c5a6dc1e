import { type GridColours, letterColours } from "./gridColours.ts";
import { type GridGeometry, type GridWindow, pointOf } from "./gridGeometry.ts";
import { gridLabel } from "./gridLabels.ts";
import { type GridModel, type GridPlace, letterAt } from "./gridModel.ts";

/** What is drawn: the grid, what of it is seen, and where the reader is. */
export interface GridPicture {
  readonly model: GridModel;
  readonly geometry: GridGeometry;
  readonly seen: GridWindow;
  readonly cursor: GridPlace | undefined;
  /** The first and the last column that are selected. */
  readonly range: readonly [number, number] | undefined;
  readonly colours: GridColours;
  /** How each letter is drawn where cells have room for it; empty where they have not. */
  readonly tiles: ReadonlyMap<string, CanvasPattern>;
}

type Canvas = CanvasRenderingContext2D;

/** Draws what is seen of a grid: only cells in the window cost anything. */
export function drawGrid(canvas: Canvas, picture: GridPicture): void {
  const { geometry, seen, colours } = picture;
  canvas.clearRect(0, 0, seen.width, seen.height);
  canvas.save();
  canvas.beginPath();
  canvas.rect(geometry.labels, geometry.head, seen.width, seen.height);
  canvas.clip();
  drawRange(canvas, picture);
  drawCells(canvas, picture);
  drawCursor(canvas, picture);
  canvas.restore();
  if (geometry.labels > 0) drawLabels(canvas, picture);
  canvas.fillStyle = colours.page;
  canvas.fillRect(0, 0, seen.width, geometry.head);
  drawDays(canvas, picture);
}

/** The rows and columns of which anything is seen. */
function inSight({ geometry, seen }: GridPicture) {
  const { size, labels, head, columns, rows } = geometry;
  return {
    firstRow: Math.max(0, Math.floor(seen.top / size)),
    lastRow: Math.min(rows - 1, Math.floor((seen.top + seen.height - head) / size)),
    firstColumn: Math.max(0, Math.floor(seen.left / size)),
    lastColumn: Math.min(columns - 1, Math.floor((seen.left + seen.width - labels) / size)),
  };
}

function drawCells(canvas: Canvas, picture: GridPicture): void {
  const { firstRow, lastRow, firstColumn, lastColumn } = inSight(picture);
  const { model } = picture;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; ) {
      const letter = letterAt(model, { row, column });
      let next = column + 1;
      while (next <= lastColumn && letterAt(model, { row, column: next }) === letter) next += 1;
      if (letter !== ".") drawStretch(canvas, picture, { row, column, next, letter });
      column = next;
    }
  }
}

interface Stretch extends GridPlace {
  readonly next: number;
  readonly letter: string;
}

/** Cells with one letter beside each other: one rectangle where they are small, tiles with their letter where not. */
function drawStretch(canvas: Canvas, picture: GridPicture, { next, letter, ...place }: Stretch): void {
  const { geometry, seen, colours, tiles } = picture;
  const { size } = geometry;
  const { x, y } = pointOf(geometry, seen, place);
  const tile = tiles.get(letter);
  if (tile !== undefined) {
    canvas.fillStyle = tile;
    canvas.translate(x, y);
    canvas.fillRect(0, 0, (next - place.column) * size, size);
    canvas.translate(-x, -y);
    return;
  }
  // Height is a second sign beside colour: failures are whole, flaky ones half, skipped ones a line.
  const part = { F: 1, B: 1, K: 0.5, S: 0.25 }[letter] ?? 1;
  const height = Math.max(1, Math.round((size - 1) * part));
  canvas.fillStyle = letterColours(colours, letter).fill;
  canvas.fillRect(x, y + size - 1 - height, (next - place.column) * size, height);
}

function drawRange(canvas: Canvas, { geometry, seen, range, colours }: GridPicture): void {
  if (range === undefined) return;
  const { x } = pointOf(geometry, seen, { row: 0, column: range[0] });
  canvas.fillStyle = colours.range;
  canvas.fillRect(x - 1, 0, (range[1] - range[0] + 1) * geometry.size, seen.height);
}

function drawCursor(canvas: Canvas, { geometry, seen, cursor, colours }: GridPicture): void {
  if (cursor === undefined) return;
  const { x, y } = pointOf(geometry, seen, cursor);
  canvas.strokeStyle = colours.text;
  canvas.lineWidth = 2;
  canvas.strokeRect(x - 1, y - 1, geometry.size, geometry.size);
}

function drawLabels(canvas: Canvas, picture: GridPicture): void {
  const { geometry, seen, model, cursor, colours } = picture;
  const { firstRow, lastRow } = inSight(picture);
  canvas.fillStyle = colours.page;
  canvas.fillRect(0, 0, geometry.labels, seen.height);
  const pixels = Math.min(13, geometry.size - 3);
  canvas.font = `${pixels}px system-ui, sans-serif`;
  canvas.textAlign = "left";
  canvas.textBaseline = "middle";
  for (let row = firstRow; row <= lastRow; row++) {
    const test = model.tests[row];
    if (test === undefined) continue;
    const { y } = pointOf(geometry, seen, { row, column: 0 });
    if (cursor?.row === row) {
      canvas.fillStyle = colours.range;
      canvas.fillRect(0, y - 1, geometry.labels - 6, geometry.size);
    }
    const { name, suite, suiteX } = gridLabel(canvas, test, { room: geometry.labels - 12, pixels });
    const middle = y + geometry.size / 2 - 1;
    canvas.fillStyle = colours.text;
    canvas.fillText(name, 2, middle);
    canvas.fillStyle = colours.muted;
    canvas.fillText(suite, 2 + suiteX, middle);
  }
}

/** The day over the first run of each day, as far as there is room. */
function drawDays(canvas: Canvas, picture: GridPicture): void {
  const { geometry, seen, model, cursor, colours } = picture;
  const { firstColumn, lastColumn } = inSight(picture);
  canvas.font = "11px system-ui, sans-serif";
  canvas.textAlign = "left";
  canvas.textBaseline = "middle";
  let free = geometry.labels;
  for (let column = firstColumn; column <= lastColumn; column++) {
    const day = dayOf(model, column);
    const { x } = pointOf(geometry, seen, { row: 0, column });
    if (column === cursor?.column) {
      canvas.fillStyle = colours.text;
      canvas.fillRect(x, geometry.head - 4, geometry.size - 2, 3);
    }
    const isFirst = column === firstColumn || dayOf(model, column - 1) !== day;
    if (!isFirst || x < free) continue;
    canvas.fillStyle = colours.line;
    canvas.fillRect(x - 1, 4, 1, geometry.head - 4);
    canvas.fillStyle = colours.muted;
    canvas.fillText(day, x + 4, geometry.head / 2 - 2);
    free = x + canvas.measureText(day).width + 14;
  }
}

const dayWords = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });

function dayOf({ runs }: GridModel, column: number): string {
  const run = runs[column];
  return run === undefined ? "" : dayWords.format(new Date(run.startedAt));
}
