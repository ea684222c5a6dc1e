import { type GridColours, letterColours } from "./gridColours.ts";
import { readableSize } from "./gridGeometry.ts";

/** A drawing of each letter in its tile, made once: copying it is many times faster than writing text for every cell. */
export function gridTiles(colours: GridColours, size: number): ReadonlyMap<string, HTMLCanvasElement> {
  const tiles = new Map<string, HTMLCanvasElement>();
  if (size < readableSize) return tiles;
  for (const letter of colours.byLetter.keys()) {
    const tile = document.createElement("canvas");
    tile.width = size * devicePixelRatio;
    tile.height = size * devicePixelRatio;
    const canvas = tile.getContext("2d");
    if (canvas === null) continue;
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
    tiles.set(letter, tile);
  }
  return tiles;
}
