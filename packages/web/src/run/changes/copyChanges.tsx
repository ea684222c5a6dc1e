import type { Change, ChangeClass, RunDetail } from "@backstory/model";
import { useAsof } from "../../asof/useAsof.ts";
import { commandLine } from "../../format/commandLine.ts";
import { copiedTest } from "../../format/copiedTest.ts";
import type { CopyColumn } from "../../format/markdownTable.ts";
import { sqlText } from "../../format/sqlText.ts";
import { CopyAs } from "../../parts/copyAs.tsx";
import { outcomesInRun } from "../outcomesInRun.ts";

interface CopyChangesProps {
  run: RunDetail;
  change: ChangeClass;
  /** The rows that are loaded. */
  changes: readonly Change[];
}

/** Copies the tests of one class of changes. */
export function CopyChanges({ run, change, changes }: CopyChangesProps) {
  const asof = useAsof();
  const cli = commandLine(["changes", run.runId], { class: change, asof, limit: 200 });
  return <CopyAs cli={cli} sql={sqlOf(run, changes, asof)} items={changes} columns={columns} />;
}

const columns: readonly CopyColumn<Change>[] = [
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Test", cell: copiedTest },
  { head: "Before", cell: ({ before }) => before.outcome },
  { head: "After", cell: ({ after }) => after.outcome },
  { head: "Fails since", cell: ({ since }) => since?.firstFailure.startedAt },
  { head: "Message", cell: ({ before, after }) => (after.failure ?? before.failure)?.message },
];

/** Which class a test is in is worked out outside the engine: the query answers how the listed ones ended in the run. */
function sqlOf(run: RunDetail, changes: readonly Change[], asof: string | undefined): string {
  const ids = changes.map(({ testId }) => sqlText(testId)).join(", ");
  return `SELECT outcome, suite, name, params, attempts, durationMs, testId\n${outcomesInRun(run, asof)}\nWHERE testId IN (${ids || "NULL"})\nORDER BY suite, name, params`;
}
