import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";

/** The files of a .tar.gz by their last names. Plain archives only: short names, no links. */
export function untar(path: string): Map<string, Buffer> {
  const archive = gunzipSync(readFileSync(path));
  const files = new Map<string, Buffer>();
  for (let at = 0; at + 512 <= archive.length; ) {
    const header = archive.subarray(at, at + 512);
    const name = textOf(header.subarray(0, 100));
    if (name === "") break;
    const size = Number.parseInt(textOf(header.subarray(124, 136)), 8);
    const isFile = header[156] === 0x30 || header[156] === 0;
    if (isFile) files.set(basename(name), archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function textOf(field: Buffer): string {
  return field.toString("utf8").replace(/\0.*$/s, "").trim();
}
