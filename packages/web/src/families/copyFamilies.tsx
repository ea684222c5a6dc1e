import type { ListedFamily } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { percent } from "../format/percent.ts";
import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { TestsSearch } from "../search/testsSearch.ts";

interface CopyFamiliesProps {
  search: TestsSearch;
  /** The rows that are loaded. */
  families: readonly ListedFamily[];
}

const mostRows = 100;

/** Copies the families that a search finds. */
export function CopyFamilies({ search: { q, project, target, sort, last }, families }: CopyFamiliesProps) {
  const command = commandLine(["families"], { project, target, sort, last, asof: useAsof(), limit: mostRows });
  const cli = q ? `${command} -- ${shellWord(q)}` : command;
  return <CopyAs cli={cli} sql={sqlOf(families)} items={families} columns={columns} />;
}

const columns: readonly CopyColumn<ListedFamily>[] = [
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Family", cell: ({ name }) => name },
  { head: "Tests", cell: ({ tests }) => tests },
  { head: "Failing", cell: ({ failing }) => failing },
  { head: "Flaky", cell: ({ flaky }) => flaky },
  { head: "Pass rate", cell: ({ passRate }) => (passRate === null ? "" : percent(passRate)) },
  { head: "Slowest median (ms)", cell: ({ p50Ms }) => p50Ms },
];

/** The families that are loaded, with how many tests each has. */
function sqlOf(families: readonly ListedFamily[]): string {
  const ids = families.map(({ familyId }) => sqlText(familyId)).join(", ");
  return `SELECT project, suite, name, count() AS tests, familyId\nFROM tests FINAL\nWHERE familyId IN (${ids || "NULL"})\nGROUP BY project, suite, name, familyId\nORDER BY suite, name`;
}
