import type { RunDetail, RunResult } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import { copiedTest } from "../format/copiedTest.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { type RunSearch, statusList } from "../search/runSearch.ts";
import { outcomesInRun } from "./outcomesInRun.ts";

interface CopyResultsProps {
  run: RunDetail;
  search: RunSearch;
  /** The rows that are loaded. */
  results: readonly RunResult[];
}

const mostRows = 200;

/** Copies the results of a run that the filters leave. */
export function CopyResults({ run, search, results }: CopyResultsProps) {
  const asof = useAsof();
  const { status, suite, q, sort } = search;
  const isNarrowed = [status, suite, q].some(Boolean);
  const cli = commandLine(["show", run.runId, ...(isNarrowed ? [] : ["--all"])], {
    ...{ status, suite, search: q, sort, asof, limit: mostRows },
  });
  return <CopyAs cli={cli} sql={sqlOf(run, search, asof)} items={results} columns={columns} />;
}

const columns: readonly CopyColumn<RunResult>[] = [
  { head: "Outcome", cell: ({ outcome }) => outcome },
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Test", cell: copiedTest },
  { head: "Attempts", cell: ({ attempts }) => attempts },
  { head: "Duration (ms)", cell: ({ durationMs }) => durationMs },
  { head: "Message", cell: ({ failure }) => failure?.message },
  { head: "On it", cell: ({ assignment }) => assignment?.assignee },
];

const orders = {
  failures: "indexOf(['failed', 'broken'], outcome) = 0, outcome != 'flaky', suite, name, params",
  name: "suite, name, params",
  duration: "durationMs DESC",
};

function sqlOf(run: RunDetail, { status, suite, q, sort = "failures" }: RunSearch, asof: string | undefined): string {
  const outcomes = statusList(status).map(sqlText).join(", ");
  const conditions = [
    outcomes && `outcome IN (${outcomes})`,
    suite && `suite = ${sqlText(suite)}`,
    q &&
      `position(lowerUTF8(concat(suite, ' ', name, ' ', displayName, ' ', params)), ${sqlText(q.toLowerCase())}) > 0`,
  ].filter(Boolean);
  return [
    "SELECT outcome, suite, name, params, attempts, durationMs, testId",
    outcomesInRun(run, asof),
    ...(conditions.length > 0 ? [`WHERE ${conditions.join("\n  AND ")}`] : []),
    `ORDER BY ${orders[sort]}`,
    `LIMIT ${mostRows}`,
  ].join("\n");
}
