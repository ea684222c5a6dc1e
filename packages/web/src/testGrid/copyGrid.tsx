import { useAsof } from "../asof/useAsof.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import { readings, statusRead } from "../format/wordsRead.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import type { GridSearch } from "../search/gridSearch.ts";
import type { GridModel } from "./gridModel.ts";

type Row = GridModel["tests"][number];

/** More rows than anybody reads in a terminal; the query names its tests, and would not end. */
const mostRows = 500;

/** Copies the grid: a test a row, its letters from the newest run to the oldest, as the API tells them. */
export function CopyGrid({ search, model }: { search: GridSearch; model: GridModel }) {
  const { q, project, target, runs = 50 } = search;
  const command = commandLine(["tests"], { project, target, last: runs, asof: useAsof(), limit: mostRows });
  const cli = q ? `${command} -- ${shellWord(q)}` : command;
  return <CopyAs cli={cli} sql={sqlOf(search, model)} items={model.tests} columns={columns} />;
}

const columns: readonly CopyColumn<Row>[] = [
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Test", cell: ({ name, displayName }) => displayName || name },
  { head: "Params", cell: ({ params }) => params },
  { head: "New → old", cell: ({ cells }) => cells },
];

/** How each test ended in each run, newest run first. */
function sqlOf({ project }: GridSearch, { tests, runs }: GridModel): string {
  const testIds = tests.slice(0, mostRows).map(({ testId }) => sqlText(testId));
  const runIds = runs.map(({ runId }) => sqlText(runId));
  const inProject = project ? `project = ${sqlText(project)} AND ` : "";
  return `-- The last attempt of each; what people corrected is not in it.
WITH ${readings(project)}
SELECT suite, name, params, arrayReverseSort(groupArray((toString(runId), ${statusRead}))) AS cells, testId
FROM resultsByRun AS results FINAL
INNER JOIN (
  SELECT submissionId, runId, target FROM runMembers WHERE ${inProject}runId IN (${listed(runIds)})
) AS members USING (submissionId)
INNER JOIN (
  SELECT testId, suite, name, params FROM tests FINAL WHERE ${inProject}testId IN (${listed(testIds)})
) AS names USING (testId)
WHERE ${inProject}testId IN (${listed(testIds)})
GROUP BY testId, suite, name, params
ORDER BY suite, name, params`;
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? "NULL" : words.join(", ");
}
