import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { cutText } from "../cutText.ts";
import type { ConsoleEntry } from "./jestTypes.ts";

const mostPerFile = 65_536;
const most = 8 * 1_048_576;

/**
 * What test files printed, as one text with a headline a file. Jest tells it by file, not by test, and only when it does
 * not print it at once (`--verbose`). Of each file the first 64 KiB are kept, of all 8 MiB.
 */
export class ConsoleFile {
  readonly #root: string;
  readonly #parts: string[] = [];
  #length = 0;

  constructor(root: string) {
    this.#root = root;
  }

  add(file: string, entries: readonly ConsoleEntry[]): void {
    if (entries.length === 0 || this.#length > most) return;
    const text = cutText(entries.map((entry) => this.#linesOf(entry)).join("\n"), mostPerFile);
    this.#parts.push(`${file}\n\n${text}\n`);
    this.#length += text.length;
  }

  /** Undefined when nothing was printed. */
  text(): string | undefined {
    return this.#parts.length === 0 ? undefined : this.#parts.join("\n");
  }

  #linesOf({ type, message, origin }: ConsoleEntry): string {
    const lines = stripVTControlCharacters(message).replaceAll("\n", "\n    ");
    const frame = /\(?(\/[^():]+):(\d+):\d+\)?/.exec(origin);
    const place = frame === null ? "" : ` (${relative(this.#root, frame[1] ?? "")}:${frame[2]})`;
    return `  console.${type}${place}\n    ${lines}`;
  }
}
