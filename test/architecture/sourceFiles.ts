import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One file of the project: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The files below a folder whose names end in one of the endings, built and installed ones left out. */
export function sourceFiles(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: path, path: relative(root, path).split(sep).join("/") }))
    .filter(({ path }) => !/(^|\/)(node_modules|dist|\.data|\.venvs?|\.git|web\/assets)\//.test(path))
    .map(({ file, path }) => ({ path, text: readFileSync(file, "utf8") }));
}
