import { Menu, MenuItem } from "../parts/menu.tsx";
import type { DataColumn } from "./dataColumn.ts";
import { csvText, jsonText, markdownText } from "./rowsText.ts";

interface ExportMenuProps<Row> {
  /** What the file is called, without its ending. */
  name: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
}

/** Saves the rows of a table as a file. */
export function ExportMenu<Row>({ name, columns, rows }: ExportMenuProps<Row>) {
  return (
    <Menu label="Download" icon="down">
      <MenuItem onChoose={() => saveFile(`${name}.csv`, "text/csv", csvText(columns, rows))}>CSV</MenuItem>
      <MenuItem onChoose={() => saveFile(`${name}.json`, "application/json", jsonText(columns, rows))}>JSON</MenuItem>
      <MenuItem onChoose={() => saveFile(`${name}.md`, "text/markdown", markdownText(columns, rows))}>
        Markdown
      </MenuItem>
    </Menu>
  );
}

function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
