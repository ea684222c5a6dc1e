import type { Harvest } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { type HarvestSearch, runCounts } from "../search/harvestSearch.ts";
import { cellText } from "../table/dataColumn.ts";
import type { HarvestField, HarvestRow } from "./harvestFields.ts";
import { toldSql } from "./toldSql.ts";

interface CopyHarvestProps {
  search: HarvestSearch;
  runs: Harvest["runs"];
  rows: readonly HarvestRow[];
  fields: readonly HarvestField[];
}

/** Copies what the tests of the newest runs told. */
export function CopyHarvest({ search, runs: found, rows, fields }: CopyHarvestProps) {
  const { project, target, branch, q, runs = runCounts[0] } = search;
  const asof = useAsof();
  const cli = commandLine(["harvest"], { runs, project, target, branch, search: q, asof });
  const sql = toldSql({ runIds: found.map(({ runId }) => runId), q, asof });
  const columns = fields.map(({ word, value, isNumber }) => ({
    head: word,
    cell: (row: HarvestRow) => {
      const told = value(row);
      if (told === undefined) return "";
      return isNumber ? (told as number) : cellText(told);
    },
  }));
  return <CopyAs cli={cli} sql={sql} items={rows} columns={columns} />;
}
