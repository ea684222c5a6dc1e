import type { Overview } from "@backstory/model";
import { useSearch } from "@tanstack/react-router";
import { useAsof } from "../asof/useAsof.ts";
import { beganBy } from "../format/beganBy.ts";
import { commandLine } from "../format/commandLine.ts";
import { copiedTest } from "../format/copiedTest.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { firstLine } from "../text/firstLine.ts";
import type { Need } from "./needs.ts";

/** Copies what needs a person; the command and the query tell of the failing tests. */
export function CopyNeeds({ overview, needs }: { overview: Overview; needs: readonly Need[] }) {
  const { project, target } = useSearch({ from: "/" });
  const asof = useAsof();
  const cli = commandLine(["failing"], { project, target, asof });
  return <CopyAs cli={cli} sql={sqlOf(overview, asof)} items={needs} columns={columns} />;
}

interface CopiedNeed {
  readonly what: string;
  readonly place: string;
  readonly since: string | undefined;
  readonly who: string;
}

const columns: readonly CopyColumn<Need>[] = [
  { head: "What", cell: (need) => toldOf(need).what },
  { head: "Target", cell: (need) => toldOf(need).place },
  { head: "Since", cell: (need) => toldOf(need).since },
  { head: "Who", cell: (need) => toldOf(need).who },
];

function toldOf(need: Need): CopiedNeed {
  if (need.kind === "test") {
    const { test } = need;
    const what = `${test.suite} > ${copiedTest(test)}: ${firstLine(test.failure?.message ?? test.outcome)}`;
    return {
      what,
      place: placeOf(test),
      since: test.firstFailure.startedAt,
      who: test.assignment?.assignee ?? "nobody",
    };
  }
  if (need.kind === "tests") {
    const { together } = need;
    const what = `${together.tests} tests began to fail in one run`;
    return { what, place: placeOf(together), since: together.firstFailure.startedAt, who: "" };
  }
  if (need.kind === "silent") {
    const { target } = need;
    return { what: "has stopped reporting", place: placeOf(target), since: target.silence?.lastAt, who: "" };
  }
  const { run } = need;
  return { what: `${run.lines} lines could not be read: ${run.reason}`, place: placeOf(run), since: run.at, who: "" };
}

function placeOf({ project, target, branch = "" }: { project: string; target: string; branch?: string }): string {
  return [`${project}/${target}`, branch].filter(Boolean).join(" ");
}

/** How the last attempts of the failing tests that are listed ended. */
function sqlOf({ failing }: Overview, asof: string | undefined): string {
  const tests = failing.items.flatMap(({ examples }) => examples.map(({ testId }) => sqlText(testId)));
  const ids = tests.length === 0 ? "NULL" : tests.join(", ");
  return `-- Only of the failing tests; what targets read and people say otherwise is not in it.
SELECT project, suite, name, params, lastStatus, lastAt, testId
FROM (
  SELECT testId, argMax(toString(status), (submittedAt, attempt)) AS lastStatus, max(submittedAt) AS lastAt
  FROM resultsByTest FINAL
  WHERE ${[`testId IN (${ids})`, beganBy(asof)].filter(Boolean).join(" AND ")}
  GROUP BY testId
) AS results
INNER JOIN (SELECT project, testId, suite, name, params FROM tests FINAL WHERE testId IN (${ids})) AS names USING (testId)
ORDER BY project, suite, name, params`;
}
