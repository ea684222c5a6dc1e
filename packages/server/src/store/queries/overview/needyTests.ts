import {
  type Assignment,
  type FailingTogether,
  type NeedyTest,
  newlyFailingMs,
  type Overview,
  submissionTime,
} from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { listAssignments } from "../../facts/assignments.ts";
import type { Standing } from "../failingSince.ts";
import { failingStandings, nameFailing, startedLastFirst } from "../listFailing.ts";
import type { OverviewScope } from "./overviewScope.ts";

interface Needy extends Standing {
  readonly project: string;
  readonly isNew: boolean;
  readonly assignment: Assignment | null;
}

/** Tests that began to fail in one run, those that nobody is on first. */
type Burst = readonly [Needy, ...Needy[]];

const mostBursts = 50;
const mostExamples = 3;

/** The tests of these projects that fail on default branches: how many, and by the runs in which they began to. */
export async function needyTests(
  connection: Connection,
  { projects, target, asof }: Omit<OverviewScope, "project"> & { readonly projects: readonly string[] },
  now: number,
): Promise<Overview["failing"]> {
  const found = await Promise.all(projects.map((project) => needyOf(connection, { project, target, asof }, now)));
  const all = found.flat();
  const bursts = burstsOf(all).slice(0, mostBursts);
  const shown = bursts.flatMap((burst) => burst.slice(0, mostExamples));
  const named = await Promise.all(projects.map((project) => nameOf(connection, project, shown)));
  const examples = new Map(named.flat());
  return {
    total: all.length,
    new: all.filter(({ isNew }) => isNew).length,
    unassigned: all.filter(isUnassigned).length,
    items: bursts.map((burst) => toItem(burst, examples)).filter((item) => item !== undefined),
  };
}

async function needyOf(
  connection: Connection,
  { project, target, asof }: { readonly project: string } & Omit<OverviewScope, "project">,
  now: number,
): Promise<Needy[]> {
  const failing = await failingStandings(connection, { project, target, asof, mainline: true });
  if (failing.length === 0) return [];
  const open = await listAssignments(connection, { project, state: "open", asof });
  const byTest = new Map(open.map((assignment) => [assignment.testId, assignment]));
  return failing.map((standing) => ({
    ...standing,
    project,
    isNew: now - submissionTime(standing.firstFailure) < newlyFailingMs,
    assignment: byTest.get(standing.testId) ?? null,
  }));
}

function burstsOf(all: readonly Needy[]): Burst[] {
  const bursts = new Map<string, Burst>();
  for (const each of all.toSorted(inNeed)) {
    const key = `${each.firstFailure} ${each.project} ${each.target} ${each.branch}`;
    const burst = bursts.get(key);
    bursts.set(key, burst === undefined ? [each] : [...burst, each]);
  }
  return [...bursts.values()];
}

/** New ones before old ones among those that nobody is on, then the others; what began last comes first. */
function inNeed(one: Needy, other: Needy): number {
  return rank(one) - rank(other) || startedLastFirst(one, other) || (one.project < other.project ? -1 : 1);
}

function rank({ isNew, assignment }: Needy): number {
  return (assignment === null ? 0 : 2) + (isNew ? 0 : 1);
}

function isUnassigned({ assignment }: Needy): boolean {
  return assignment === null;
}

function toItem(burst: Burst, examples: ReadonlyMap<string, NeedyTest>): FailingTogether | undefined {
  const known = burst.map((each) => examples.get(placeOf(each))).filter((example) => example !== undefined);
  const [first] = known;
  if (first === undefined) return undefined;
  const { project, target, branch, firstFailure } = first;
  return {
    ...{ project, target, branch, firstFailure, tests: burst.length, isNew: burst[0].isNew },
    ...{ unassigned: burst.filter(isUnassigned).length, examples: known },
  };
}

async function nameOf(
  connection: Connection,
  project: string,
  shown: readonly Needy[],
): Promise<[place: string, test: NeedyTest][]> {
  const ours = shown.filter((each) => each.project === project);
  if (ours.length === 0) return [];
  const assignments = new Map(ours.map((each) => [placeOf(each), each.assignment]));
  const tests = await nameFailing(connection, project, ours);
  return tests.map((test) => [placeOf(test), { ...test, assignment: assignments.get(placeOf(test)) ?? null }]);
}

function placeOf({ project, testId, target, branch }: Pick<Needy, "project" | "testId" | "target" | "branch">): string {
  return JSON.stringify([project, testId, target, branch]);
}
