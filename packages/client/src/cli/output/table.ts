import type { Column } from "./column.ts";
import { cutToWidth, displayWidth, padToWidth } from "./displayWidth.ts";
import { harmless } from "./harmless.ts";
import { painted } from "./paint.ts";

/** How wide a table may be (undefined: as wide as it likes), and whether it has colours. */
export interface TableStyle {
  readonly width: number | undefined;
  readonly isPainted: boolean;
}

const gap = 2;
const narrowest = 8;

/**
 * Items as a table of the given width. When it does not fit, the widest text column is cut, again and again; ids, times
 * and numbers never are, so that a table can be wider than a very narrow terminal.
 */
export function table<Item>(items: readonly Item[], columns: readonly Column<Item>[], style: TableStyle): string {
  const shown = columns.filter(({ isForCsvOnly }) => isForCsvOnly !== true);
  const cells = items.map((item) => shown.map(({ cell }) => harmless(cell(item))));
  const widths = shown.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index] ?? ""))),
  );
  narrow(widths, shown, style.width);
  const head = line(
    shown.map(({ title, isNumber }, index) => padToWidth(title, widths[index] ?? 0, isNumber ? "right" : "left")),
  );
  const rows = cells.map((row, number) =>
    line(
      shown.map(({ isNumber, paint }, index) => {
        const width = widths[index] ?? 0;
        const text = cutToWidth(row[index] ?? "", width);
        const colour = style.isPainted ? paint?.(items[number] as Item) : undefined;
        // Spaces are no part of what is painted, so that those at the end of a line can go.
        const spaces = " ".repeat(Math.max(0, width - displayWidth(text)));
        return isNumber ? spaces + painted(text, colour) : painted(text, colour) + spaces;
      }),
    ),
  );
  return [style.isPainted ? painted(head, "quiet") : head, ...rows].join("\n");
}

function line(cells: readonly string[]): string {
  return cells.join(" ".repeat(gap)).trimEnd();
}

/** Takes from the widest text column what is too much, down to the next widest, until all fit or none can give more. */
function narrow<Item>(widths: number[], columns: readonly Column<Item>[], most: number | undefined): void {
  if (most === undefined) return;
  const texts = columns.flatMap(({ isText }, index) => (isText ? [index] : []));
  let excess = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - most;
  while (excess > 0) {
    const [widest, second] = texts.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0));
    if (widest === undefined) return;
    const width = widths[widest] ?? 0;
    const floor = Math.max(narrowest, second === undefined ? 0 : Math.min(width - 1, widths[second] ?? 0));
    if (width <= floor) return;
    const taken = Math.min(excess, width - floor);
    widths[widest] = width - taken;
    excess -= taken;
  }
}
