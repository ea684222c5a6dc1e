import type { HistoryEntry, TestDetail } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { readings, statusRead } from "../format/wordsRead.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { statusList } from "../search/runSearch.ts";
import type { TestSearch } from "../search/testSearch.ts";

interface CopyHistoryProps {
  test: TestDetail;
  search: TestSearch;
  /** The rows that are loaded. */
  entries: readonly HistoryEntry[];
}

const mostRows = 100;

/** Copies the runs of a test that the filters leave. */
export function CopyHistory({ test, search, entries }: CopyHistoryProps) {
  const { branch, in: target, variant, status } = search;
  const asof = useAsof();
  const options = { target, branch, variant, outcome: status, asof, limit: mostRows };
  return (
    <CopyAs
      cli={commandLine(["history", test.testId], options)}
      sql={sqlOf(test, { ...search, asof })}
      items={entries}
      columns={columns}
    />
  );
}

const columns: readonly CopyColumn<HistoryEntry>[] = [
  { head: "Outcome", cell: ({ outcome }) => outcome },
  { head: "Started", cell: ({ run }) => run.startedAt },
  { head: "Target", cell: ({ target }) => target },
  { head: "Branch", cell: ({ run }) => run.branch },
  { head: "Commit", cell: ({ run }) => run.commit },
  { head: "Build", cell: ({ run }) => run.buildName },
  { head: "Message", cell: ({ message }) => message },
  { head: "Attempts", cell: ({ attempts }) => attempts },
  { head: "Duration (ms)", cell: ({ durationMs }) => durationMs },
  { head: "Run", cell: ({ run }) => run.runId },
];

/** The attempts of the test, a run a row. */
function sqlOf(
  { project, testId }: TestDetail,
  { branch, in: target, variant, status, asof }: TestSearch & { asof: string | undefined },
): string {
  const outcomes = statusList(status).map(sqlText).join(", ");
  const [key = "", value = ""] = variant?.split(/=(.*)/s) ?? [];
  const conditions = [
    `project = ${sqlText(project)}`,
    target && `target = ${sqlText(target)}`,
    branch && `branch = ${sqlText(branch)}`,
    beganBy(asof),
    variant && `JSONExtractString(variant, ${sqlText(key)}) = ${sqlText(value)}`,
  ].filter(Boolean);
  return `-- What people corrected is not in it.
WITH ${readings(project)}
SELECT
  argMax(${statusRead}, (submittedAt, attempt)) AS last,
  if(last = 'passed' AND countIf(${statusRead} IN ('failed', 'broken')) > 0, 'flaky', last) AS outcome,
  min(results.startedAt) AS started,
  target, any(branch) AS branch, any(commit) AS commit, any(buildName) AS buildName,
  count() AS attempts,
  argMax(durationMs, (submittedAt, attempt)) AS durationMs,
  runId
FROM (
  SELECT project, submissionId, submittedAt, attempt, status, rawStatus, startedAt, durationMs
  FROM resultsByTest FINAL
  WHERE project = ${sqlText(project)} AND testId = ${sqlText(testId)}
) AS results
INNER JOIN (
  SELECT submissionId, runId, target, branch, commit, buildName FROM runMembers WHERE ${conditions.join(" AND ")}
) AS members USING (submissionId)
GROUP BY runId, project, target
${outcomes && `HAVING outcome IN (${outcomes})\n`}ORDER BY runId DESC
LIMIT ${mostRows}`;
}
