import { type ListedFamily, type Page, parseSearch, type TestSort } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { after, pageOfRows, type SortKey } from "../../cursor.ts";
import type { ListTests } from "../listTests.ts";
import { placedTests, type TestRow, testColumns } from "../testRow.ts";
import { lookedAtRuns } from "./lookedAtRuns.ts";
import { overProjects } from "./overProjects.ts";
import { searchedTests } from "./searchedTests.ts";

const order: SortKey = { rank: "Int64", suite: "String", name: "String", familyId: "UUID" };

interface FamilyRow extends Omit<ListedFamily, "passRate" | "p50Ms"> {
  readonly rank: number;
  readonly passes: number;
  readonly slowestP50: number;
}

/** SQL of a whole number by which families are sorted, ascending. */
const familyRanks: Readonly<Record<TestSort, string>> = {
  name: "0",
  status: "-toInt64(failing * 1000000 + flaky)",
  rate: "if(runs = 0, 2e9, round((runs - fails) / runs * 1e9))",
  fails: "-toInt64(fails)",
  flakes: "-toInt64(sum(found.flakes))",
  flips: "-toInt64(sum(found.flips))",
  duration: "-round(slowestP50 * 1000)",
  p95: "-round(maxIf(found.p95, found.passes > 0) * 1000)",
  seen: "minIf(bitShiftRight(found.codes[1], 3), found.runs > 0)",
};

/** The families with a test that fits, each with what those of its tests add up to; of some a run has to be left. */
export async function listFamilies(connection: Connection, question: ListTests): Promise<Page<ListedFamily>> {
  const { target, branch, asof, limit, cursor, sort = "name", last = 30 } = question;
  const query = parseSearch(question.q ?? "");
  const isOnlyOfRuns = target !== undefined || branch !== undefined || query.scope.length > 0;
  const next = after(order, cursor);
  const rows = await overProjects(connection, question.project, async (project) => {
    const scope = { project, target, branch, scope: query.scope, asof };
    const runs = await lookedAtRuns(connection, { ...scope, last, isOfEachTarget: true });
    const tests = await searchedTests(connection, { project, query, asof, runs, isOnlyOfRuns });
    return connection.query<FamilyRow>(
      `
      SELECT
        any(found.project) AS project,
        familyId,
        argMax(found.suite, found.lastSubmissionId) AS suite,
        argMax(found.name, found.lastSubmissionId) AS name,
        toUInt32(count()) AS tests,
        toUInt32(countIf(right(found.course, 1) IN ('F', 'B'))) AS failing,
        toUInt32(countIf(right(found.course, 1) = 'K')) AS flaky,
        toUInt32(sum(found.fails)) AS fails,
        toUInt32(sum(found.runs)) AS runs,
        toUInt32(sum(found.passes)) AS passes,
        maxIf(found.p50, found.passes > 0) AS slowestP50,
        toInt64(${familyRanks[sort]}) AS rank
      FROM (${tests.sql}) AS found
      GROUP BY familyId
      HAVING ${next.condition}
      ORDER BY rank, suite, name, familyId
      LIMIT {limit:UInt32}`,
      { ...tests.parameters, ...next.parameters, limit: limit + 1 },
    );
  });
  const { items, nextCursor } = pageOfRows(rows, limit, ["rank", "suite", "name", "familyId"]);
  const standing = await familiesWithRuns(
    connection,
    items.filter(({ runs }) => runs === 0),
    asof,
  );
  const left = items.filter(({ runs, familyId }) => runs > 0 || standing.has(familyId));
  return { items: left.map(toFamily), nextCursor };
}

/** Which of these families, that none of the newest runs had, an older run still has. */
async function familiesWithRuns(
  connection: Connection,
  families: readonly FamilyRow[],
  asof: string | undefined,
): Promise<Set<string>> {
  if (families.length === 0) return new Set();
  const rows = await connection.query<TestRow>(
    `
    SELECT ${testColumns}
    FROM tests FINAL
    WHERE project IN {projects:Array(String)} AND familyId IN {familyIds:Array(UUID)}`,
    { projects: families.map(({ project }) => project), familyIds: families.map(({ familyId }) => familyId) },
  );
  const placed = await placedTests(connection, rows, asof);
  return new Set(placed.map(({ familyId }) => familyId));
}

function toFamily({ rank: _, passes, slowestP50, ...row }: FamilyRow): ListedFamily {
  const { runs, fails } = row;
  return {
    ...row,
    passRate: runs === 0 ? null : (runs - fails) / runs,
    p50Ms: passes === 0 ? null : slowestP50,
  };
}
