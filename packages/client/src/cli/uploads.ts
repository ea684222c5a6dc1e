import {
  type Churn,
  type ClockSkew,
  type RefusedUpload,
  type TargetUploads,
  uploadHealthSchema,
} from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { counted, duration, moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printable, printLists } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface UploadsOptions extends ListOptions {
  readonly days?: string;
}

/** `backstory uploads`: whether what recorders send arrives whole and in time. */
export function addUploads(program: Command): void {
  withListOptions(program.command("uploads"), { project: true, target: true, asof: true })
    .description("tell who stopped reporting, which lines were refused, whose clock is wrong, which names do not stay")
    .option("--days <count>", "how far back, 90 at most", "7")
    .action(async (options: UploadsOptions) => {
      const { project, target, asof } = filtersOf(options);
      const query = { project, target, asof, days: options.days };
      const health = await askServer(serverOf(options), { path: "/upload-health", query }, uploadHealthSchema);
      const { targets, refused, clocks, churn } = health;
      const shown = refused.lines > refused.items.length ? `The newest ${refused.items.length} are shown.` : undefined;
      printLists(health, options, [
        printable({ items: targets, columns: targetColumns, empty: "There are no targets.", title: "Targets" }),
        printable({
          ...{ items: refused.items, columns: refusedColumns, empty: "Every line was read.", note: shown },
          title: `${counted(refused.lines, "line")} refused`,
        }),
        printable({ items: clocks, columns: clockColumns, empty: "Every clock is right.", title: "Clocks" }),
        printable({ items: churn, columns: churnColumns, empty: "Every name stays.", title: "Names new in every run" }),
      ]);
    });
}

interface Place {
  readonly project: string;
  readonly target: string;
}

const place: Column<Place> = {
  ...{ title: "PROJECT/TARGET", key: "target" },
  cell: ({ project, target }) => `${project}/${target}`,
};

const targetColumns: readonly Column<TargetUploads>[] = [
  place,
  { title: "SENT", key: "submissions", cell: ({ submissions }) => String(submissions), isNumber: true },
  { title: "WITHOUT END", key: "withoutEnd", cell: ({ withoutEnd }) => String(withoutEnd), isNumber: true },
  { title: "REFUSED", key: "refusedLines", cell: ({ refusedLines }) => String(refusedLines), isNumber: true },
  { title: "LAST", key: "lastAt", cell: ({ lastAt }) => moment(lastAt ?? ""), value: ({ lastAt }) => lastAt },
  {
    ...{ title: "SILENT FOR", key: "silentMs", paint: () => "bad" as const },
    cell: ({ silence }) => (silence === null ? "" : duration(silence.silentMs)),
    value: ({ silence }) => silence?.silentMs ?? null,
  },
];

const refusedColumns: readonly Column<RefusedUpload>[] = [
  place,
  { title: "LINE", key: "line", cell: ({ line }) => String(line), isNumber: true },
  { title: "WHY", key: "reason", cell: ({ reason }) => reason, isText: true },
  { title: "HOW IT BEGAN", key: "text", cell: ({ text }) => text, isText: true },
  { title: "RUN", key: "runId", cell: ({ runId }) => runId },
];

const clockColumns: readonly Column<ClockSkew>[] = [
  { title: "MACHINE", key: "host", cell: ({ host }) => host, isText: true },
  place,
  {
    ...{ title: "CLOCK", key: "skewMs" },
    cell: ({ skewMs, direction }) => `${duration(skewMs)} ${direction}`,
    value: ({ skewMs }) => skewMs,
  },
  { title: "", key: "direction", cell: ({ direction }) => direction, isForCsvOnly: true },
  { title: "SENT", key: "submissions", cell: ({ submissions }) => String(submissions), isNumber: true },
];

const churnColumns: readonly Column<Churn>[] = [
  { title: "SUITE", key: "suite", cell: ({ suite }) => suite, isText: true },
  { title: "NAME", key: "name", cell: ({ name }) => name, isText: true },
  place,
  { title: "CHANGES", key: "param", cell: ({ param }) => param ?? "the name", value: ({ param }) => param },
  { title: "NAMES", key: "names", cell: ({ names }) => String(names), isNumber: true },
  { title: "RUNS", key: "runs", cell: ({ runs }) => String(runs), isNumber: true },
];
