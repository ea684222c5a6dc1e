import type { Column } from "./column.ts";
import { csv } from "./csv.ts";
import { type FormatOptions, formatOf } from "./format.ts";
import { harmlessLines, safeJson } from "./harmless.ts";
import { escaped, markdownTable } from "./markdown.ts";
import { hasColours } from "./paint.ts";
import { type TableStyle, table } from "./table.ts";

/** One list among what a command prints. */
export interface List<Item> {
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  /** What to say instead of an empty table. */
  readonly empty: string;
  /** What stands above it. */
  readonly title?: string | undefined;
  /** What stands below it. */
  readonly note?: string | undefined;
}

/** A list of whatever items, ready to be printed. */
export interface Printable {
  csv(): string;
  markdown(): string;
  words(style: TableStyle): string;
}

/** A list among several. */
export function printable<Item>(list: List<Item>): Printable {
  return {
    csv: () => csv(list.items, list.columns),
    markdown: () => inMarkdown(list),
    words: (style) => inWords(list, style),
  };
}

/** Prints a list as the flags ask; `whole` is what `--json` prints. */
export function printList<Item>(whole: unknown, options: FormatOptions, list: List<Item>): void {
  printLists(whole, options, [printable(list)]);
}

/** Prints several lists, one below the other; CSV has the first alone. */
export function printLists(whole: unknown, options: FormatOptions, lists: readonly Printable[]): void {
  const format = formatOf(options);
  if (format === "json") print(`${safeJson(whole)}\n`);
  else if (format === "csv") print(lists[0]?.csv() ?? "");
  else if (format === "md") print(`${lists.map((list) => list.markdown()).join("\n\n")}\n`);
  else print(`${lists.map((list) => list.words(tableStyle())).join("\n\n")}\n`);
}

/** Prints a sentence, or with `--json` the whole; CSV and Markdown are for lists. */
export function printSentence(whole: unknown, options: FormatOptions, sentence: string): void {
  print(formatOf(options) === "json" ? `${safeJson(whole)}\n` : `${harmlessLines(sentence)}\n`);
}

/** How tables are printed here: as wide as the terminal, or as COLUMNS says; without one as wide as they like. */
export function tableStyle(): TableStyle {
  const { env, stdout } = process;
  const told = Number(env["COLUMNS"]);
  const width = Number.isInteger(told) && told > 0 ? told : stdout.isTTY ? stdout.columns : undefined;
  return { width, isPainted: hasColours({ env, isTerminal: stdout.isTTY }) };
}

function inWords<Item>({ items, columns, empty, title, note }: List<Item>, style: TableStyle): string {
  const body = items.length === 0 ? empty : table(items, columns, style);
  return [title && harmlessLines(title), body, note && harmlessLines(note)].filter((part) => part).join("\n");
}

function inMarkdown<Item>({ items, columns, empty, title, note }: List<Item>): string {
  const body = items.length === 0 ? escaped(empty) : markdownTable(items, columns);
  return [title && `### ${escaped(title)}`, body, note?.split("\n").map(escaped).join("  \n")]
    .filter((part) => part)
    .join("\n\n");
}

function print(text: string): void {
  process.stdout.write(text);
}
