import { type BaseChoice, type ChangeClass, type Changes, changeClasses, submissionTime } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { type OutcomeReading, readForOutcomes, runOutcomes } from "../runOutcomes.ts";
import { changeDetails } from "./changeDetails.ts";
import { changedInPair } from "./changedInPair.ts";
import { type ChangedTest, changedTests } from "./changedTests.ts";
import { type ComparableRun, idsOf, toSide } from "./comparableRuns.ts";
import { judgeTests } from "./judgeTests.ts";
import { type FoundFingerprint, lastFingerprints } from "./lastFingerprints.ts";
import { type ListedTest, listTestsByClass, pageOfList } from "./listTestsByClass.ts";
import { slowerTests } from "./slowerTests.ts";
import { usualRuns } from "./usualRuns.ts";

/** The runs of one side, with the selector that named them. */
export interface Side {
  readonly selector: string;
  readonly runs: readonly ComparableRun[];
}

/** Which runs to compare, and which page of what changed to answer. */
export interface ChangesQuestion {
  readonly project: string;
  readonly before: (Side & { readonly choice: BaseChoice }) | null;
  readonly after: Side;
  /** Only this class, which a cursor needs. Without it every class begins. */
  readonly class?: ChangeClass | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly asof?: string | undefined;
}

/** What changed between two sides, with the evidence for each test on the page. */
export async function changes(connection: Connection, question: ChangesQuestion): Promise<Changes> {
  const { project, before, after, asof } = question;
  const told = {
    project,
    before: before && { ...toSide(before.selector, before.runs), choice: before.choice },
    after: toSide(after.selector, after.runs),
    asof: asof ?? null,
  };
  if (before === null) return { ...told, tests: 0, transitions: [], ...pagesOf(new Map(), question, new Map()) };
  const [reading, usual] = await Promise.all([
    readForOutcomes(connection, { project, asof }),
    usualRuns(connection, before.runs, asof),
  ]);
  const runs = unique([...before.runs, ...after.runs]);
  const outcomes = await runOutcomes(connection, reading, runs);
  const sides = { outcomes, before: idsOf(before.runs), after: idsOf(after.runs) };
  const [{ changed, tests, transitions }, slow] = await Promise.all([
    isPair(sides) ? changedInPair(connection, sides) : changedTests(connection, sides),
    slowOnes(connection, reading, { usual, after: after.runs }),
  ]);
  const fingerprints = await fingerprintsOfFailing(connection, reading, { runs, changed });
  const judged = judgeTests({
    ...{ changed, slow, fingerprints, before: before.runs, after: after.runs },
  });
  const listed = await listTestsByClass(connection, { project, judged, slow });
  const shown = [...listed].flatMap(([name, list]) =>
    isAsked(name, question) ? pageOfList(list, question).items : [],
  );
  const details = await changeDetails(connection, {
    ...{ reading, outcomes, slow, before: before.runs, after: after.runs, recently: beginOf(usual) },
    tests: [...new Map(shown.map((test) => [test.testId, test])).values()],
  });
  return {
    ...told,
    ...{ tests, transitions },
    ...pagesOf(listed, question, details),
  };
}

function unique(runs: readonly ComparableRun[]): ComparableRun[] {
  return [...new Map(runs.map((run) => [run.runId, run])).values()];
}

/** Two runs, not one against itself, are read in a shorter way. */
function isPair({ before, after }: { readonly before: readonly string[]; readonly after: readonly string[] }): boolean {
  return before.length === 1 && after.length === 1 && before[0] !== after[0];
}

async function slowOnes(
  connection: Connection,
  reading: OutcomeReading,
  { usual, after }: { readonly usual: readonly ComparableRun[]; readonly after: readonly ComparableRun[] },
): ReturnType<typeof slowerTests> {
  const outcomes = await runOutcomes(connection, reading, unique([...usual, ...after]));
  return slowerTests(connection, { outcomes, base: idsOf(usual), after: idsOf(after) });
}

/** When the first of some runs, newest first, was begun by its id. */
function beginOf(runs: readonly ComparableRun[]): string | undefined {
  const first = runs.at(-1);
  return first && new Date(submissionTime(first.runId)).toISOString();
}

/** What the failures look like of the tests that fail on both sides, under their newest ids. */
async function fingerprintsOfFailing(
  connection: Connection,
  { project, renames }: OutcomeReading,
  { runs, changed }: { readonly runs: readonly ComparableRun[]; readonly changed: readonly ChangedTest[] },
): Promise<FoundFingerprint[]> {
  const failing = changed.filter(({ before, after }) => before.failing > 0 && after.failing > 0);
  const testIds = failing.flatMap(({ testId }) => renames.group(testId));
  const submissionIds = runs.flatMap((run) => run.submissionIds);
  const found = await lastFingerprints(connection, { project, submissionIds, testIds });
  return found.map((each) => ({ ...each, testId: renames.newest(each.testId) }));
}

function isAsked(name: ChangeClass, question: ChangesQuestion): boolean {
  return question.class === undefined || question.class === name;
}

function pagesOf(
  listed: ReadonlyMap<ChangeClass, readonly ListedTest[]>,
  question: ChangesQuestion,
  details: Awaited<ReturnType<typeof changeDetails>>,
): Pick<Changes, "counts" | "lists"> {
  const testsIn = (name: ChangeClass): number => listed.get(name)?.length ?? 0;
  const lists = changeClasses.filter((name) => isAsked(name, question));
  return {
    counts: Object.fromEntries(changeClasses.map((name) => [name, testsIn(name)])) as Changes["counts"],
    lists: lists.map((name) => {
      const { items, nextCursor } = pageOfList(listed.get(name) ?? [], question);
      return {
        class: name,
        tests: testsIn(name),
        items: items.flatMap(({ testId }) => details.get(testId) ?? []),
        nextCursor,
      };
    }),
  };
}
