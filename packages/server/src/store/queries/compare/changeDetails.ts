import { type AbsenceReason, absenceReason, type Change, type SideResult, type Slowness } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import type { OutcomeReading, Rows } from "../runOutcomes.ts";
import type { SideOutcome } from "./changedTests.ts";
import { type ComparableRun, idsOf, isComplete, selectionOf } from "./comparableRuns.ts";
import { failingStreaks } from "./failingStreaks.ts";
import { type FoundFailure, failuresOfRuns } from "./failuresOfRuns.ts";
import type { ListedTest } from "./listTestsByClass.ts";
import { type PassDurations, passDurations } from "./passDurations.ts";

/** The tests to tell about, and where to look. */
export interface DetailsQuestion {
  readonly reading: OutcomeReading;
  readonly tests: readonly ListedTest[];
  /** Of the runs of both sides. */
  readonly outcomes: Rows;
  readonly before: readonly ComparableRun[];
  readonly after: readonly ComparableRun[];
  readonly slow: ReadonlyMap<string, Slowness>;
  /** The begin of the newest runs: what passed since has not failed for longer. */
  readonly recently?: string | undefined;
}

/** Each test as people are told it: how it ended on both sides, since when it fails, why it is not there. */
export async function changeDetails(connection: Connection, question: DetailsQuestion): Promise<Map<string, Change>> {
  const { tests, outcomes, slow } = question;
  const { project, renames } = question.reading;
  if (tests.length === 0) return new Map();
  const before = idsOf(question.before);
  const after = idsOf(question.after);
  const untimed = tests.filter(({ test }) => test?.before.medianMs === undefined || test.after.medianMs === undefined);
  const failed = tests.filter(({ test }) => hasFailed(test?.before) || hasFailed(test?.after));
  const [durations, failures, streaks, absence] = await Promise.all([
    passDurations(
      connection,
      { outcomes, before, after },
      untimed.map(({ testId }) => testId),
    ),
    failuresOfRuns(connection, {
      project,
      submissionIds: [...question.before, ...question.after].flatMap(({ submissionIds }) => submissionIds),
      testIds: failed.flatMap(({ testId }) => renames.group(testId)),
    }),
    streaksOf(connection, question),
    absenceOf(connection, question),
  ]);
  const failuresBefore = newestFailures(failures, question.before, renames);
  const failuresAfter = newestFailures(failures, question.after, renames);
  return new Map(
    tests.map(({ testId, test, p, q, suite, name, displayName, params, file, line }) => {
      const passes = durations.get(testId);
      const sides = test ?? onlyPassed(passes);
      const change: Change = {
        ...{ testId, suite, name, displayName, params, file, line, p, q },
        before: toSideResult({ medianMs: passes?.medianBefore, ...sides.before }, failuresBefore.get(testId)),
        after: toSideResult({ medianMs: passes?.medianAfter, ...sides.after }, failuresAfter.get(testId)),
        since: streaks.get(testId) ?? null,
        absence: sides.before.runs > 0 && sides.after.runs === 0 ? absence : null,
        slowness: slow.get(testId) ?? null,
      };
      return [testId, change];
    }),
  );
}

/** Whether an attempt failed, in the end or not. */
function hasFailed(side: SideOutcome | undefined): boolean {
  return side !== undefined && side.failing + side.flaky > 0;
}

/** What changed only in how long it took passed in every run. */
function onlyPassed(passes: PassDurations | undefined): { readonly before: SideOutcome; readonly after: SideOutcome } {
  const side = (runs: number): SideOutcome => {
    return { runs, passed: runs, failing: 0, flaky: 0, skipped: 0, outcome: runs === 0 ? null : "passed" };
  };
  return { before: side(passes?.passesBefore ?? 0), after: side(passes?.passesAfter ?? 0) };
}

function toSideResult(
  {
    runs,
    passed,
    failing,
    flaky,
    skipped,
    outcome,
    medianMs,
  }: Omit<SideOutcome, "medianMs"> & {
    readonly medianMs?: number | null | undefined;
  },
  failure: FoundFailure | undefined,
): SideResult {
  const told = failure && { type: failure.type, message: failure.message, fingerprint: failure.fingerprint };
  return { runs, passed, failing, flaky, skipped, outcome, medianMs: medianMs ?? null, failure: told ?? null };
}

/** Of each test on a side the last failure of the newest run that has one. */
function newestFailures(
  failures: readonly FoundFailure[],
  runs: readonly ComparableRun[],
  renames: OutcomeReading["renames"],
): Map<string, FoundFailure> {
  const placeOf = new Map(
    runs.flatMap(({ runId, submissionIds }) => submissionIds.map((id) => [id, `${runId} ${id}`] as const)),
  );
  const place = (failure: FoundFailure | undefined): string => placeOf.get(failure?.submissionId ?? "") ?? "";
  const newest = new Map<string, FoundFailure>();
  for (const failure of failures) {
    const testId = renames.newest(failure.testId);
    if (place(failure) > place(newest.get(testId))) newest.set(testId, failure);
  }
  return newest;
}

async function streaksOf(
  connection: Connection,
  { tests, after: [run], reading: { renames, asof }, recently }: DetailsQuestion,
): Promise<Map<string, NonNullable<Change["since"]>>> {
  if (run === undefined) return new Map();
  const failing = tests.filter(({ test }) => test !== undefined && test.after.failing > 0);
  return failingStreaks(connection, { run, renames, asof, recently, testIds: failing.map(({ testId }) => testId) });
}

async function absenceOf(
  connection: Connection,
  { reading: { project }, before, after, tests }: DetailsQuestion,
): Promise<AbsenceReason | null> {
  if (!tests.some(({ test }) => test?.after.runs === 0)) return null;
  const [selectionBefore, selectionAfter] = await Promise.all(
    [before, after].map((runs) => selectionOf(connection, project, idsOf(runs))),
  );
  if (selectionBefore === undefined || selectionAfter === undefined) return null;
  const lostShard = after.some(({ shardLost }) => shardLost);
  return absenceReason({ selectionBefore, selectionAfter, afterIsComplete: isComplete(after), lostShard });
}
