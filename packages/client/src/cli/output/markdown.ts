import type { Column } from "./column.ts";
import { harmless } from "./harmless.ts";

/** A text as Markdown that shows just that text, on one line, whatever is in it. */
export function escaped(text: string): string {
  return harmless(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]|~#!$]/g, "\\$&");
}

/** A text as code within a line. */
export function code(text: string): string {
  const plain = harmless(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$/.test(plain) ? " " : "";
  return `${fence}${space}${plain}${space}${fence}`;
}

/** Items as a Markdown table, for GitHub and GitLab. */
export function markdownTable<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
  const shown = columns.filter(({ isForCsvOnly }) => isForCsvOnly !== true);
  return [
    row(shown.map(({ title }) => escaped(title.toLowerCase()))),
    row(shown.map(({ isNumber }) => (isNumber ? "--:" : "---"))),
    ...items.map((item) => row(shown.map(({ cell }) => escaped(cell(item))))),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
