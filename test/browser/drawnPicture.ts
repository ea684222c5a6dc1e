import { crc32, deflateSync } from "node:zlib";

/** The bytes of a PNG, `width` × 60, of one colour, with a black square that begins `at` pixels from the left. */
export function drawnPicture(width: number, [red, green, blue]: readonly [number, number, number], at: number): Buffer {
  const height = 60;
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isSquare = x >= at && x < at + 20 && y >= 20 && y < 40;
      rows.set(isSquare ? [0, 0, 0] : [red, green, blue], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, part("IHDR", header), part("IDAT", deflateSync(rows)), part("IEND", Buffer.alloc(0))]);
}

function part(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
