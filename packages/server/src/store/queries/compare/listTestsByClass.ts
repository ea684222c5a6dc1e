import { type ChangeClass, changeClasses, type Page, type RunResult, type Slowness } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { decodeCursor, pageOfRows } from "../../cursor.ts";
import { readTestNames, type TestNameRow } from "../testNames.ts";
import type { JudgedTest } from "./judgeTests.ts";

/** A test in a list of one class, with its place: by `rank`, suite, name and id. */
export type ListedTest = JudgedTest & Pick<RunResult, keyof TestNameRow> & { readonly rank: number };

/** What was said of the tests of a project, and of which durations. */
export interface JudgedTests {
  readonly project: string;
  readonly judged: readonly JudgedTest[];
  readonly slow: ReadonlyMap<string, Slowness>;
}

/** The tests of each class, sorted: the slower ones by how much, worse and better ones by how surely, else by name. */
export async function listTestsByClass(
  connection: Connection,
  { project, judged, slow }: JudgedTests,
): Promise<Map<ChangeClass, ListedTest[]>> {
  const names = await readTestNames(
    connection,
    project,
    judged.map(({ testId }) => testId),
  );
  const lists = new Map<ChangeClass, ListedTest[]>(changeClasses.map((name) => [name, []]));
  for (const test of judged) {
    const name = names.get(test.testId);
    if (name === undefined) continue;
    for (const each of test.classes) lists.get(each)?.push({ ...test, ...name, rank: rankIn(each, test, slow) });
  }
  for (const list of lists.values()) list.sort(byPlace);
  return lists;
}

/** One page of a list; `cursor-invalid` when the cursor is not one of such a list. */
export function pageOfList(
  list: readonly ListedTest[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Page<ListedTest> {
  let from = 0;
  if (cursor !== undefined) {
    const [rank, suite, name, testId] = decodeCursor(cursor, ["Int64", "String", "String", "UUID"]);
    const last = { rank, suite, name, testId } as ListedTest;
    const next = list.findIndex((test) => byPlace(test, last) > 0);
    from = next === -1 ? list.length : next;
  }
  return pageOfRows(list.slice(from, from + limit + 1), limit, ["rank", "suite", "name", "testId"]);
}

function rankIn(name: ChangeClass, { testId, q }: JudgedTest, slow: JudgedTests["slow"]): number {
  if (name === "slower") return -Math.round((slow.get(testId)?.ratio ?? 0) * 1e6);
  return name === "worse" || name === "better" ? Math.round((q ?? 1) * 1e12) : 0;
}

type Place = Pick<ListedTest, "rank" | "suite" | "name" | "testId">;

function byPlace(one: Place, other: Place): number {
  return (
    one.rank - other.rank ||
    compareTexts(one.suite, other.suite) ||
    compareTexts(one.name, other.name) ||
    compareTexts(one.testId, other.testId)
  );
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
