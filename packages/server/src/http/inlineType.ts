import { once } from "node:events";
import type { Readable } from "node:stream";

/**
 * The type of a picture that a browser may show in place, told by its first bytes; undefined for everything else.
 * The stream still gives all its bytes afterwards.
 */
export async function inlineType(stream: Readable): Promise<string | undefined> {
  if (stream.readableLength === 0) await once(stream, "readable");
  const start: Buffer | null = stream.read();
  if (start === null) return undefined;
  stream.unshift(start);
  return pictures.find(({ signature, at }) => start.subarray(at, at + signature.length).equals(signature))?.type;
}

const pictures = [
  { type: "image/png", at: 0, signature: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: "image/jpeg", at: 0, signature: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: "image/gif", at: 0, signature: Buffer.from("GIF8") },
  { type: "image/webp", at: 8, signature: Buffer.from("WEBP") },
];
