import { type ListedFamily, listedFamilySchema, pageOf, testSortSchema } from "@backstory/model";
import { type Command, Option } from "commander";
import { askServer } from "./askServer.ts";
import { filtersOf, type ListOptions, moreNote, withListOptions } from "./listOptions.ts";
import { durationOrNothing, percent } from "./output/cells.ts";
import type { Column } from "./output/column.ts";
import { printList } from "./output/printList.ts";
import { serverOf } from "./serverOf.ts";

interface FamiliesOptions extends ListOptions {
  readonly sort?: string;
  readonly last?: string;
}

/** `backstory families`: the tests that a search finds, those that differ in their params alone as one row. */
export function addFamilies(program: Command): void {
  withListOptions(program.command("families"), {
    ...{ project: true, target: true, branch: true, asof: true, limit: 50, cursor: true },
  })
    .description("list the families of the tests that a search finds: those that differ in their params alone are one")
    .argument("[search...]", "what has to hold of them, as in 'backstory tests'; put '--' before a leading '-'")
    .option("--last <runs>", "how many runs of each target are looked at", "30")
    .addOption(new Option("--sort <by>", "what stands first").choices(testSortSchema.options))
    .action(async (words: string[], options: FamiliesOptions) => {
      const { sort, last } = options;
      const query = { ...filtersOf(options), q: words.join(" "), sort, last };
      const page = await askServer(serverOf(options), { path: "/families", query }, pageOf(listedFamilySchema));
      const { items } = page;
      printList(page, options, { items, columns, empty: "No family matches.", note: moreNote(page) });
    });
}

const columns: readonly Column<ListedFamily>[] = [
  { title: "SUITE", key: "suite", cell: (family) => family.suite, isText: true },
  { title: "NAME", key: "name", cell: (family) => family.name, isText: true },
  ...(["tests", "failing", "flaky", "runs", "fails"] as const).map(countColumn),
  {
    ...{ title: "RATE", key: "passRate", isNumber: true },
    ...{ cell: (family: ListedFamily) => percent(family.passRate), value: (family: ListedFamily) => family.passRate },
  },
  {
    ...{ title: "P50", key: "p50Ms", isNumber: true },
    ...{
      cell: (family: ListedFamily) => durationOrNothing(family.p50Ms),
      value: (family: ListedFamily) => family.p50Ms,
    },
  },
  { title: "", key: "familyId", cell: (family) => family.familyId, isForCsvOnly: true },
];

function countColumn(key: "tests" | "failing" | "flaky" | "runs" | "fails"): Column<ListedFamily> {
  return {
    ...{ title: key.toUpperCase(), key, isNumber: true },
    ...{ cell: (family) => String(family[key]), value: (family) => family[key] },
  };
}
