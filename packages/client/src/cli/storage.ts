import { type Storage, storageSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { counted } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { type FormatOptions, withFormatOptions } from "./output/format.ts";
import { printable, printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

/** `backstory storage`: what takes how much room where the server keeps its data. */
export function addStorage(program: Command): void {
  withFormatOptions(withServerOptions(program.command("storage")))
    .description("tell how much room the targets, the tables, the attachments and the log take")
    .action(async (options: ServerOptions & FormatOptions) => {
      const use = await askServer(serverOf(options), { path: "/storage" }, storageSchema);
      const { targets, tables, attachments, log } = use;
      const note = `${counted(attachments.files, "attachment")}: ${size(attachments.bytes)}. Log: ${size(log.bytes)}.`;
      printLists(use, options, [
        printable({ items: targets, columns: targetColumns, empty: "There are no targets.", title: "By target" }),
        printable({ items: tables, columns: tableColumns, empty: "There are no tables.", title: "By table", note }),
      ]);
    });
}

const targetColumns: readonly Column<Storage["targets"][number]>[] = [
  { title: "PROJECT/TARGET", key: "target", cell: ({ project, target }) => `${project}/${target}` },
  roomColumn(),
  { title: "RESULTS", key: "results", cell: ({ results }) => String(results), isNumber: true },
  { title: "SUBMISSIONS", key: "submissions", cell: ({ submissions }) => String(submissions), isNumber: true },
  {
    ...{ title: "KEPT", key: "retentionDays" },
    cell: ({ retentionDays }) => (retentionDays === null ? "for ever" : counted(retentionDays, "day")),
    value: ({ retentionDays }) => retentionDays,
  },
];

const tableColumns: readonly Column<Storage["tables"][number]>[] = [
  { title: "TABLE", key: "table", cell: ({ table }) => table },
  roomColumn(),
  { title: "ROWS", key: "rows", cell: ({ rows }) => String(rows), isNumber: true },
];

function roomColumn<Item extends { readonly bytes: number }>(): Column<Item> {
  return {
    title: "ROOM",
    key: "bytes",
    cell: ({ bytes }) => size(bytes),
    value: ({ bytes }) => bytes,
    isNumber: true,
  };
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const unit = bytes < 1e6 ? "kB" : bytes < 1e9 ? "MB" : "GB";
  return `${(bytes / { kB: 1e3, MB: 1e6, GB: 1e9 }[unit]).toFixed(1)} ${unit}`;
}
