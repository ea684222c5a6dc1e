import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { globPattern } from "./globPattern.ts";

/** Files by path, with what changes when one is written anew. */
export type FilesSeen = ReadonlyMap<string, string>;

/** Folders in which nobody's reports lie, and which are large. */
const passedOver = new Set(["node_modules", ".git"]);

/** The files below a folder that a glob means. What cannot be read is not there. */
export function filesMeant(glob: string, folder: string): FilesSeen {
  const parts = glob.split("/");
  const firstPattern = parts.findIndex((part) => /[*?{[]/.test(part));
  const fixed = parts.slice(0, firstPattern === -1 ? -1 : firstPattern).join("/");
  const start = resolve(folder, glob.startsWith("/") ? `/${fixed}` : fixed);
  const pattern = globPattern(parts.slice(firstPattern === -1 ? -1 : firstPattern).join("/"));
  const seen = new Map<string, string>();
  walk(start, (path) => {
    if (!pattern.test(relative(start, path).split(sep).join("/"))) return;
    const { mtimeMs, size, ino } = statSync(path);
    seen.set(path, [mtimeMs, size, ino].join());
  });
  return seen;
}

/** The files that were written between two looks. */
export function writtenBetween(before: FilesSeen, after: FilesSeen): string[] {
  return [...after].flatMap(([path, state]) => (before.get(path) === state ? [] : [path])).sort();
}

function walk(folder: string, see: (path: string) => void): void {
  let entries: ReturnType<typeof entriesOf>;
  try {
    entries = entriesOf(folder);
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !passedOver.has(entry.name)) walk(path, see);
    else if (entry.isFile()) see(path);
  }
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
