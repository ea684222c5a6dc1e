/** The cells of a table: its first line names the columns. */
export interface CsvTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table out of comma-, semicolon- or tab-separated text (RFC 4180); cells may be quoted and then span lines. */
export function readCsv(text: string): CsvTable {
  const [head = [], ...rows] = cellsIn(text.replace(/^\uFEFF/, ""));
  return { head, rows: rows.filter((row) => row.length > 1 || row[0] !== "") };
}

function cellsIn(text: string): string[][] {
  const separator = separatorOf(text.slice(0, Math.max(0, text.search(/\r?\n|$/))));
  const cell = new RegExp(`("(?:[^"]|"")*"?|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|\\r|$)`, "gy");
  const rows: string[][] = [[]];
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [whole, content = "", end = ""] = match;
    rows.at(-1)?.push(content.startsWith('"') ? content.replace(/^"|"$/g, "").replaceAll('""', '"') : content);
    if (end === "") {
      if (cell.lastIndex >= text.length || whole === "") break;
      // What follows a closing quote is no part of the cell: it is passed over.
      cell.lastIndex += 1;
    } else if (end !== separator && cell.lastIndex < text.length) rows.push([]);
    if (cell.lastIndex >= text.length && end !== separator) break;
  }
  return rows;
}

function separatorOf(line: string): string {
  const counted = [",", ";", "\t"].map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.toSorted((one, other) => other.count - one.count)[0]?.sign ?? ",";
}

/** The columns whose every filled cell is a number, with their values; an empty cell is NaN. */
export function numberColumns({ head, rows }: CsvTable): { name: string; values: number[] }[] {
  return head.flatMap((name, column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? "");
    const values = cells.map((cell) => (cell === "" ? Number.NaN : Number(cell)));
    const isNumeric =
      cells.some((cell) => cell !== "") && values.every((value, row) => cells[row] === "" || Number.isFinite(value));
    return isNumeric ? [{ name, values }] : [];
  });
}
