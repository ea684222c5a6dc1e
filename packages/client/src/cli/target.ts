import {
  type AuditEntry,
  auditEntrySchema,
  BackstoryError,
  pageOf,
  statusSchema,
  summarySchema,
  type TargetDetail,
  type TargetSettingsChange,
  targetDetailSchema,
} from "@backstory/model";
import type { Command } from "commander";
import { anything } from "./anything.ts";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, withListOptions } from "./listOptions.ts";
import { moment } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList, printLists, printSentence } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";
import { type ChangeOptions, noteOf, withChangeOptions } from "./statedBy.ts";
import { targets } from "./statsLists.ts";

interface SetOptions extends ChangeOptions {
  readonly consolidation?: string;
  readonly replacement?: string;
  readonly interpretation?: string;
  readonly defaultBranch?: string;
  readonly retentionDays?: string;
  readonly columns?: string;
  readonly description?: string;
  readonly group?: string;
}

/** `backstory target list|show|set|delete|audit`: the targets and how their results are read. */
export function addTarget(program: Command): void {
  const target = program.command("target").description("list targets, and say how the results of one are read");
  addList(target);
  addShow(target);
  addSet(target);
  addDelete(target);
  addAudit(target);
}

function addList(target: Command): void {
  withListOptions(target.command("list"), { project: true, target: true, asof: true })
    .description("list targets with how their last runs ended")
    .action(async (options: ListOptions) => {
      const { project, asof } = filtersOf(options);
      // Not that of the environment: a list of one target is none.
      const { target: name } = options;
      const summary = await askServer(serverOf(options), { path: "/summary", query: { project, asof } }, summarySchema);
      const named = { ...summary, items: summary.items.filter((each) => name === undefined || each.target === name) };
      printLists(named, options, targets(named));
    });
}

function addShow(target: Command): void {
  withListOptions(target.command("show"), {})
    .description("show how the results of a target are read")
    .argument("<project/target>", "the target")
    .action(async (words: string, options: ListOptions) => {
      printTarget(await askServer(serverOf(options), { path: pathOf(words) }, targetDetailSchema), options);
    });
}

function addSet(target: Command): void {
  withChangeOptions(target.command("set"))
    .description("say how the results of a target are read; what is not named stays, and no result is changed")
    .argument("<project/target>", "the target")
    .option("--consolidation <on|off>", "all submissions of one build name are one run")
    .option("--replacement <on|off>", "of several results of a test in one build the last counts, not the worst")
    .option("--interpretation <word=status,...>", "what the runner's own words mean: xfailed=failed; empty for none")
    .option("--default-branch <branch>", "on which branch a test counts as mended; empty: main, master, trunk or none")
    .option("--retention-days <days>", "after how many days runs that are not pinned go; 'never' keeps them")
    .option("--columns <names>", "custom fields to show as columns, separated by commas; empty for none")
    .option("--description <words>", "what the target is")
    .option("--group <name>", "targets of one group stand together")
    .action(async (words: string, options: SetOptions) => {
      const ask = { method: "PUT", path: pathOf(words), body: { ...changeOf(options), ...noteOf(options) } };
      printTarget(await askServer(serverOf(options), ask, targetDetailSchema), options);
    });
}

function addDelete(target: Command): void {
  withChangeOptions(target.command("delete"))
    .description("delete a target: its runs leave every list and figure, and its tokens stop")
    .argument("<project/target>", "the target")
    .action(async (words: string, options: ChangeOptions) => {
      const ask = { method: "DELETE", path: pathOf(words), body: noteOf(options) };
      printSentence(await askServer(serverOf(options), ask, anything), options, `${words} is deleted.`);
    });
}

function addAudit(target: Command): void {
  withListOptions(target.command("audit"), { limit: 50, cursor: true })
    .description("list who changed what about a target, its runs and tokens, when and why")
    .argument("<project/target>", "the target")
    .action(async (words: string, options: ListOptions) => {
      const { limit, cursor } = options;
      const ask = { path: `${pathOf(words)}/audit`, query: { limit, cursor } };
      const page = await askServer(serverOf(options), ask, pageOf(auditEntrySchema));
      printList(page, options, { items: page.items, columns: auditColumns, empty: "Nobody changed anything." });
    });
}

function pathOf(words: string): string {
  const [project = "", target = "", ...more] = words.split("/");
  if (target !== "" && more.length === 0)
    return `/targets/${encodeURIComponent(project)}/${encodeURIComponent(target)}`;
  throw new BackstoryError("setting-invalid", `'${words}' names no target; write PROJECT/TARGET.`);
}

function changeOf(options: SetOptions): TargetSettingsChange {
  const { consolidation, replacement, interpretation, defaultBranch, retentionDays, columns, description, group } =
    options;
  return {
    ...(consolidation !== undefined && { consolidation: isOn("--consolidation", consolidation) }),
    ...(replacement !== undefined && { replacement: isOn("--replacement", replacement) }),
    ...(interpretation !== undefined && { interpretation: interpretationOf(interpretation) }),
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(retentionDays !== undefined && { retentionDays: retentionDays === "never" ? null : Number(retentionDays) }),
    ...(columns !== undefined && { displayColumns: listOf(columns) }),
    ...(description !== undefined && { description }),
    ...(group !== undefined && { group }),
  } as TargetSettingsChange;
}

function isOn(flag: string, word: string): boolean {
  if (word === "on" || word === "off") return word === "on";
  throw new BackstoryError("setting-invalid", `${flag} is on or off, not '${word}'.`);
}

function interpretationOf(words: string): TargetSettingsChange["interpretation"] {
  const pairs = listOf(words).map((pair) => {
    const cut = pair.lastIndexOf("=");
    const status = statusSchema.safeParse(pair.slice(cut + 1).trim());
    if (cut > 0 && status.success) return [pair.slice(0, cut).trim(), status.data] as const;
    const all = statusSchema.options.join(", ");
    throw new BackstoryError("setting-invalid", `'${pair}' is not WORD=STATUS, with one of ${all} as status.`);
  });
  return Object.fromEntries(pairs);
}

function listOf(words: string): string[] {
  return words.split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
}

function printTarget(detail: TargetDetail, options: ListOptions): void {
  const { project, target, deleted, settings } = detail;
  const items = Object.entries(settings).map(([name, value]) => ({ name, value: settingInWords(value) }));
  const title = `${project}/${target}${deleted ? " (deleted)" : ""}`;
  printList(detail, options, { items, columns: settingColumns, empty: "", title });
}

function settingInWords(value: TargetDetail["settings"][keyof TargetDetail["settings"]]): string {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.join(", ") || "–";
  if (typeof value !== "object") return String(value);
  const pairs = Object.entries(value).map(([word, status]) => `${word}=${status}`);
  return pairs.join(", ") || "–";
}

const settingColumns: readonly Column<{ readonly name: string; readonly value: string }>[] = [
  { title: "SETTING", key: "setting", cell: ({ name }) => name },
  { title: "VALUE", key: "value", cell: ({ value }) => value, isText: true },
];

const auditColumns: readonly Column<AuditEntry>[] = [
  { title: "WHEN", key: "at", cell: (entry) => moment(entry.at), value: (entry) => entry.at },
  { title: "BY", key: "by", cell: (entry) => entry.by },
  { title: "WHAT", key: "action", cell: (entry) => entry.action },
  { title: "SUBJECT", key: "subject", cell: (entry) => entry.subject },
  {
    title: "DETAILS",
    key: "details",
    cell: ({ details }) => (Object.keys(details).length === 0 ? "" : JSON.stringify(details)),
    isText: true,
  },
  { title: "REASON", key: "reason", cell: (entry) => entry.reason, isText: true },
];
