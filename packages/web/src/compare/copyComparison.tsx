import type { Change, Changes } from "@backstory/model";
import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import { copiedTest } from "../format/copiedTest.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { readings, statusRead } from "../format/wordsRead.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { firstOnes, type Sides } from "../queries/comparisonQuery.ts";

/** Copies a comparison: of each class the tests that came with it. */
export function CopyComparison({ sides, changes }: { sides: Sides; changes: Changes }) {
  const { a, b, project, target } = sides;
  const rows = changes.lists.flatMap(({ class: name, items }) => items.map((item) => ({ class: name, ...item })));
  const cli = commandLine(["compare", a, b], { project, target, asof: useAsof(), limit: firstOnes });
  return <CopyAs cli={cli} sql={sqlOf(changes, rows)} items={rows} columns={columns} />;
}

type Row = { readonly class: string } & Change;

const columns: readonly CopyColumn<Row>[] = [
  { head: "Change", cell: (row) => row.class },
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Test", cell: copiedTest },
  { head: "Before", cell: ({ before }) => before.outcome },
  { head: "After", cell: ({ after }) => after.outcome },
  { head: "q", cell: ({ q }) => q },
];

/** Which class a test is in is worked out outside the engine: the query answers how often the listed ones failed on each side. */
function sqlOf({ before, after }: Changes, rows: readonly Row[]): string {
  const [one, other] = [before?.runs ?? [], after.runs].map((runs) => listed(runs.map(({ runId }) => runId)));
  const failing = `${statusRead} IN ('failed', 'broken')`;
  return `-- Attempts are counted; what people corrected is not in it.
WITH ${readings(undefined)}
SELECT
  testId, uniqExactIf(runId, ${failing} AND runId IN (${one})) AS failingBefore,
  uniqExactIf(runId, ${failing} AND runId IN (${other})) AS failingAfter
FROM (SELECT * FROM resultsByTest FINAL WHERE testId IN (${listed(rows.map(({ testId }) => testId))})) AS results
INNER JOIN (
  SELECT project, submissionId, runId, target FROM runMembers WHERE runId IN (${one}) OR runId IN (${other})
) AS members USING (project, submissionId)
GROUP BY testId`;
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? "NULL" : words.map(sqlText).join(", ");
}
