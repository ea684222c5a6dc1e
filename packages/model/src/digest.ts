import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * 128 bits of SHA-256 over the parts, each preceded by its length in UTF-8 bytes and a colon, so that no two lists of
 * parts run into each other. Written like a UUID (8-4-4-4-12 lower-case hex digits), which is how the store keeps it;
 * the version bits of a UUID are not set.
 */
export function digest(parts: readonly string[]): string {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = utf8ToBytes(part);
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return hyphenated(hash.digest());
}

function hyphenated(bytes: Uint8Array): string {
  let hex = "";
  for (let index = 0; index < 16; index++) {
    hex += (bytes[index] as number).toString(16).padStart(2, "0");
    if (index === 3 || index === 5 || index === 7 || index === 9) hex += "-";
  }
  return hex;
}
