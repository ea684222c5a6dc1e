import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const passedOver = new Set(["node_modules", "dist", "__pycache__", ".data"]);

/** A hash over the names, sizes and times of the files below the places. */
export function fingerprintOf(places) {
  const hash = createHash("sha256");
  const visit = (place) => {
    const status = statSync(place, { throwIfNoEntry: false });
    if (status === undefined) return;
    if (!status.isDirectory()) {
      hash.update(`${place}\0${status.size}\0${status.mtimeMs}\n`);
      return;
    }
    for (const name of readdirSync(place).sort()) if (!passedOver.has(name)) visit(join(place, name));
  };
  places.forEach(visit);
  return hash.digest("hex");
}

/** A hash over the bytes of one file. */
export function hashOf(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** Whether a stamp file holds this value: the work that it stands for is done. */
export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

/** Writes a stamp file. */
export function stamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
