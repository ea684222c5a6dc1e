import { type Assignment, type NeedyTest, newlyFailingMs, type Overview, submissionTime } from "@backstory/model";
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

const most = 50;

/** The tests of these projects that fail on default branches: how many, and those that need somebody most. */
export async function needyTests(
  connection: Connection,
  { projects, target, asof }: Omit<OverviewScope, "project"> & { readonly projects: readonly string[] },
  now: number,
): Promise<Overview["failing"]> {
  const found = await Promise.all(
    projects.map((project) => needyOfProject(connection, { project, target, asof }, now)),
  );
  const all = found.flat().toSorted(inNeed);
  const shown = all.slice(0, most);
  const items = await Promise.all(projects.map((project) => named(connection, project, shown)));
  const byPlace = new Map(items.flat().map((item) => [placeOf(item), item]));
  return {
    total: all.length,
    new: all.filter(({ isNew }) => isNew).length,
    unassigned: all.filter(({ assignment }) => assignment === null).length,
    items: shown.map((each) => byPlace.get(placeOf(each))).filter((item) => item !== undefined),
  };
}

async function needyOfProject(
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

/** New ones before old ones among those that nobody is on, then the others; what began last comes first. */
function inNeed(one: Needy, other: Needy): number {
  return rank(one) - rank(other) || startedLastFirst(one, other) || (one.project < other.project ? -1 : 1);
}

function rank({ isNew, assignment }: Needy): number {
  return (assignment === null ? 0 : 2) + (isNew ? 0 : 1);
}

async function named(connection: Connection, project: string, shown: readonly Needy[]): Promise<NeedyTest[]> {
  const ours = shown.filter((each) => each.project === project);
  if (ours.length === 0) return [];
  const needs = new Map(ours.map((each) => [placeOf(each), each]));
  return (await nameFailing(connection, project, ours)).map((test) => {
    const { isNew = false, assignment = null } = needs.get(placeOf(test)) ?? {};
    return { ...test, isNew, assignment };
  });
}

function placeOf({ project, testId, target, branch }: Pick<Needy, "project" | "testId" | "target" | "branch">): string {
  return JSON.stringify([project, testId, target, branch]);
}
