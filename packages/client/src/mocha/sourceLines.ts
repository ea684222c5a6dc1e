import { readFileSync } from "node:fs";
import type { MochaRunnable } from "./runnable.ts";

const mostMisses = 20;

interface Source {
  readonly text: string;
  /** Where the last test was found: the next one stands behind it, or before it in a suite of its own. */
  place: number;
  line: number;
  misses: number;
}

/**
 * The lines that tests begin in, counted from 1. Mocha does not tell them, but it keeps the text of each test's function:
 * the line is where that stands in the file right behind its title. A test whose title is put together has none.
 */
export class SourceLines {
  readonly #sources = new Map<string, Source>();

  of({ file, title, body }: MochaRunnable): number | undefined {
    if (file === undefined || body === undefined || body === "" || title === "") return undefined;
    const source = this.#sourceOf(file);
    if (source.misses >= mostMisses) return undefined;
    const found = find(source, title, body) ?? find({ ...source, place: 0 }, title, body);
    if (found === undefined) {
      source.misses += 1;
      return undefined;
    }
    if (found < source.place) Object.assign(source, { place: 0, line: 1 });
    source.line += linesBetween(source.text, source.place, found);
    source.place = found + 1;
    return source.line;
  }

  #sourceOf(file: string): Source {
    const known = this.#sources.get(file);
    if (known !== undefined) return known;
    const source = { text: textOf(file), place: 0, line: 1, misses: 0 };
    this.#sources.set(file, source);
    return source;
  }
}

const between = /["'`]\s*,\s*/y;

/** The place of a title with the function right behind it. */
function find({ text, place }: Source, title: string, body: string): number | undefined {
  for (let start = text.indexOf(title, place); start >= 0; start = text.indexOf(title, start + 1)) {
    between.lastIndex = start + title.length;
    if (between.test(text) && text.startsWith(body, between.lastIndex)) return start;
  }
  return undefined;
}

function linesBetween(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
