import { type GridColours, letterColours } from "./gridColours.ts";
import { readableSize } from "./gridGeometry.ts";

/** A pattern of each letter in its tile: cells with one letter beside each other are filled with it at once. */
export function gridTiles(
  canvas: CanvasRenderingContext2D,
  colours: GridColours,
  size: number,
): ReadonlyMap<string, CanvasPattern> {
  const tiles = new Map<string, CanvasPattern>();
  if (size < readableSize) return tiles;
  for (const letter of colours.byLetter.keys()) {
    const tile = tileOf(letter, colours, size);
    const pattern = tile && canvas.createPattern(tile, "repeat");
    pattern?.setTransform(new DOMMatrix().scale(1 / devicePixelRatio));
    if (pattern) tiles.set(letter, pattern);
  }
  return tiles;
}

function tileOf(letter: string, colours: GridColours, size: number): HTMLCanvasElement | undefined {
  const tile = document.createElement("canvas");
  tile.width = size * devicePixelRatio;
  tile.height = size * devicePixelRatio;
  const canvas = tile.getContext("2d");
  if (canvas === null) return undefined;
  const { fill, text } = letterColours(colours, letter);
  canvas.scale(devicePixelRatio, devicePixelRatio);
  canvas.fillStyle = fill;
  canvas.beginPath();
  canvas.roundRect(0, 0, size - 2, size - 2, 3);
  canvas.fill();
  canvas.fillStyle = text;
  canvas.font = `650 ${Math.round(size * 0.55)}px system-ui, sans-serif`;
  canvas.textAlign = "center";
  canvas.textBaseline = "middle";
  canvas.fillText(letter, size / 2 - 1, size / 2 - 0.5);
  return tile;
}
