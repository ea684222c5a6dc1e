import type { DiffRow } from "./diffRows.ts";

/** A row of a difference, or equal and surplus lines that are left out. */
export type ShownRow = DiffRow | { readonly kind: "fold"; readonly lines: number };

const context = 3;
const mostRows = 400;

/** The rows with long stretches of equal lines left out but for {@link context} around what differs, and the end of very many. */
export function foldedRows(rows: readonly DiffRow[]): ShownRow[] {
  const isNear = new Uint8Array(rows.length);
  for (const [index, row] of rows.entries()) {
    if (row.kind === "change") isNear.fill(1, Math.max(0, index - context), index + context + 1);
  }
  const shown: ShownRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (shown.length >= mostRows) return [...shown, { kind: "fold", lines: rows.length - index }];
    const last = shown.at(-1);
    if (isNear[index] === 1) shown.push(row);
    else if (last?.kind === "fold") shown[shown.length - 1] = { kind: "fold", lines: last.lines + 1 };
    else shown.push({ kind: "fold", lines: 1 });
  }
  return shown;
}
