import type { RecordedField, SearchValues } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { listAssignments } from "../../facts/assignments.ts";
import { fromJsonText } from "../jsonText.ts";
import { runsSource } from "../runsSource.ts";
import { containsIn } from "../textSearch.ts";
import { lookedAtRuns } from "./lookedAtRuns.ts";

/** Which field's values; only those with the text `q` in them. */
export interface ValuesQuestion {
  readonly project: string;
  readonly field: RecordedField;
  readonly q: string;
}

const most = 20;
type Values = SearchValues["items"];

/** What a field of a search can be compared with, as far as it was recorded: the most used first, at most 20. */
export async function searchValues(connection: Connection, question: ValuesQuestion): Promise<SearchValues> {
  const ask = { branch: runWords, target: runWords, suite: suites, label: labels, assignee: assignees }[question.field];
  return { items: await ask(connection, question) };
}

async function runWords(connection: Connection, { project, field, q }: ValuesQuestion): Promise<Values> {
  const source = await runsSource(connection, { project });
  const column = field === "branch" ? "branch" : "target";
  const rows = await connection.query<{ value: string; runs: number }>(
    `
    SELECT toString(${column}) AS value, count() AS runs
    FROM ${source.sql}
    WHERE project = {project:String} AND value != '' AND ${containsIn("value", q, "{q:String}")}
    GROUP BY value
    ORDER BY max(runId) DESC, value
    LIMIT {most:UInt32}`,
    { ...source.parameters, project, q, most },
  );
  return rows.map(({ value, runs }) => ({ value, means: `${runs} ${runs === 1 ? "run" : "runs"}` }));
}

async function suites(connection: Connection, { project, q }: ValuesQuestion): Promise<Values> {
  const rows = await connection.query<{ value: string; tests: number }>(
    `
    SELECT suite AS value, count() AS tests
    FROM tests FINAL
    WHERE project = {project:String} AND suite != '' AND ${containsIn("suite", q, "{q:String}")}
    GROUP BY suite
    ORDER BY tests DESC, suite
    LIMIT {most:UInt32}`,
    { project, q, most },
  );
  return rows.map(({ value, tests }) => ({ value, means: `${tests} ${tests === 1 ? "test" : "tests"}` }));
}

const runsForLabels = 10;

/** The pairs of the newest runs; a key stands also by itself. */
async function labels(connection: Connection, { project, q }: ValuesQuestion): Promise<Values> {
  const runs = await lookedAtRuns(connection, { project, scope: [], last: runsForLabels, isOfEachTarget: true });
  const rows = await connection.query<{ labels: string; tests: number }>(
    `
    SELECT toString(labels) AS labels, uniqExact(testId) AS tests
    FROM resultsByRun
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)} AND labels != ''
    GROUP BY labels`,
    { project, submissionIds: runs.flatMap(({ submissionIds }) => submissionIds) },
  );
  const tests = new Map<string, number>();
  for (const row of rows) {
    const pairs = Object.entries(fromJsonText<Record<string, string[]>>(row.labels, {}));
    for (const [key, values] of pairs) {
      for (const word of [key, ...values.map((value) => `${key}=${value}`)]) {
        tests.set(word, (tests.get(word) ?? 0) + row.tests);
      }
    }
  }
  return [...tests]
    .filter(([word]) => word.toLowerCase().includes(q.toLowerCase()))
    .toSorted(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([value, count]) => ({ value, means: `${count} ${count === 1 ? "test" : "tests"}` }));
}

async function assignees(connection: Connection, { project, q }: ValuesQuestion): Promise<Values> {
  const open = await listAssignments(connection, { project, state: "open" });
  const tests = new Map<string, number>();
  for (const { assignee } of open) tests.set(assignee, (tests.get(assignee) ?? 0) + 1);
  return [...tests]
    .filter(([name]) => name.toLowerCase().includes(q.toLowerCase()))
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([value, count]) => ({ value, means: `on ${count} ${count === 1 ? "test" : "tests"}` }));
}
