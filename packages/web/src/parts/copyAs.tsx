import { useRef, useState } from "react";
import { useAsof } from "../asof/useAsof.ts";
import { type CopyColumn, markdownTable } from "../format/markdownTable.ts";
import { Menu, MenuItem } from "./menu.tsx";

interface CopyAsProps<Row> {
  /** The command that answers the same in a terminal. */
  cli: string;
  /** The query that answers the same on the page SQL; left away where that page may not read what the table shows. */
  sql?: string;
  /** The rows that are loaded, as the API gave them. */
  items: readonly Row[];
  /** The columns of the table of Markdown. */
  columns: readonly CopyColumn<Row>[];
}

/** Copies what a table shows: as a command, as a query, as JSON, or as a table of Markdown. */
export function CopyAs<Row>({ cli, sql, items, columns }: CopyAsProps<Row>) {
  const [said, setSaid] = useState("Copy as");
  const asof = useAsof();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const copy = async (text: string) => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? "Copied" : "Not copied");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid("Copy as"), 1_500);
  };
  return (
    <Menu label={said} icon="copy">
      <MenuItem onChoose={() => void copy(cli)}>CLI</MenuItem>
      {sql !== undefined && (
        <MenuItem onChoose={() => void copy(asof ? `${backThen(asof)}\n${sql}` : sql)}>SQL</MenuItem>
      )}
      <MenuItem onChoose={() => void copy(`${JSON.stringify(items, undefined, 2)}\n`)}>JSON</MenuItem>
      <MenuItem onChoose={() => void copy(markdownTable(columns, items))}>Markdown</MenuItem>
    </Menu>
  );
}

/** Of what a query cannot know about the past: settings, deleted runs and runs that went on. */
function backThen(asof: string): string {
  return `-- As of ${asof}: what began later is left out; runs that went on, and what was deleted since, are as they are now.`;
}
