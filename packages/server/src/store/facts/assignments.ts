import type { Assignment, AssignmentState, Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { acceptedRenames, type TestGroup } from "../queries/testGroup.ts";
import { where } from "../where.ts";
import { factLane } from "./factLane.ts";
import { lastFailingTarget } from "./lastFailingTarget.ts";

/** Who is to be on a test; without `target` it is the one in which the test failed last, else was seen last. */
export interface NewAssignment extends Pick<Assignment, "assignee" | "by" | "reason"> {
  readonly target?: string | undefined;
}

/** Assigns a test, or assigns it again: to somebody else, or after it was resolved. */
export async function assignTest(
  connection: Connection,
  group: TestGroup,
  { assignee, by, reason, target }: NewAssignment,
): Promise<Assignment> {
  const assignment: Assignment = {
    ...{ project: group.project, testId: group.testId, assignee, by, reason, state: "open" },
    target: target ?? (await lastFailingTarget(connection, group)),
    assignedAt: new Date().toISOString(),
    ...{ resolvedAt: null, resolvedBy: "", resolvedReason: "", resolvedRunId: null },
  };
  await factLane(connection)(() => writeVersion(connection, assignment));
  return assignment;
}

/** Why an assignment is resolved: by whom, or by which run, begun when. */
export interface Resolution extends Withdrawal {
  readonly pass?: { readonly runId: string; readonly begunAt: string };
}

/**
 * Resolves the assignment of a test. Undefined when it has none. Resolving it again changes nothing, nor does a pass that
 * is older than the assignment.
 */
export function resolveAssignment(
  connection: Connection,
  group: TestGroup,
  { by, reason, pass }: Resolution,
): Promise<Assignment | undefined> {
  return factLane(connection)(async () => {
    const [standing] = await standingAssignments(connection, { project: group.project, testIds: [group.testId] });
    if (standing === undefined) return undefined;
    const { statedOf, ...assignment } = standing;
    if (assignment.state === "resolved") return assignment;
    if (pass !== undefined && pass.begunAt <= assignment.assignedAt) return assignment;
    const resolved: Assignment = {
      ...assignment,
      ...{ state: "resolved", resolvedAt: new Date().toISOString(), resolvedBy: by, resolvedReason: reason },
      resolvedRunId: pass?.runId ?? null,
    };
    await writeVersion(connection, { ...resolved, testId: statedOf });
    return resolved;
  });
}

/** The assignment of a test, open or resolved, now or at a time; undefined when it never had one. */
export async function findAssignment(
  connection: Connection,
  { project, testId }: Pick<TestGroup, "project" | "testId">,
  asof?: string,
): Promise<Assignment | undefined> {
  const [assignment] = await listAssignments(connection, { project, testIds: [testId], asof });
  return assignment;
}

/** Which assignments to read: of some tests of a project, of a target, of a person, in a state. */
export interface AssignmentFilters {
  readonly project?: string | undefined;
  readonly testIds?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly assignee?: string | undefined;
  readonly state?: AssignmentState | undefined;
  readonly asof?: string | undefined;
}

/** The newest version of each assignment that fits, newest first, under the newest id of its test. */
export async function listAssignments(connection: Connection, filters: AssignmentFilters): Promise<Assignment[]> {
  return (await standingAssignments(connection, filters))
    .map(({ statedOf: _, ...assignment }) => assignment)
    .filter((assignment) => fits(assignment, filters))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? 1 : -1));
}

/** Under which id it was stated: its later versions stay there, so that an undone rename takes nothing along. */
type StandingAssignment = Assignment & { readonly statedOf: string };

async function standingAssignments(
  connection: Connection,
  { project, testIds, asof }: Pick<AssignmentFilters, "project" | "testIds" | "asof">,
): Promise<StandingAssignment[]> {
  const rows = await readNewest(connection, { project, testIds: await everyId(connection, project, testIds), asof });
  const assignments = new Map<string, StandingAssignment>();
  for (const { resolvedRunId, ...row } of rows) {
    const testId = (await acceptedRenames(connection, { project: row.project, asof })).newest(row.testId);
    const key = `${row.project} ${testId}`;
    if (assignments.has(key)) continue;
    const runId = resolvedRunId === "" ? null : resolvedRunId;
    assignments.set(key, { ...row, testId, resolvedRunId: runId, statedOf: row.testId });
  }
  return [...assignments.values()];
}

function fits(assignment: Assignment, filters: Pick<AssignmentFilters, "target" | "assignee" | "state">): boolean {
  const keys = ["target", "assignee", "state"] as const;
  return keys.every((key) => filters[key] === undefined || filters[key] === assignment[key]);
}

/** What assignments are listed by, newest first; the id makes it unique. */
export function sortKey({ assignedAt, testId }: Pick<Assignment, "assignedAt" | "testId">): string {
  return `${assignedAt} ${testId}`;
}

/** Every id that these tests had: the assignment may have been made under an older one. */
async function everyId(
  connection: Connection,
  project: string | undefined,
  testIds: readonly string[] | undefined,
): Promise<string[] | undefined> {
  if (testIds === undefined || project === undefined) return testIds && [...testIds];
  const renames = await acceptedRenames(connection, { project });
  return [...new Set(testIds.flatMap((testId) => renames.group(testId)))];
}

type AssignmentRow = Omit<Assignment, "resolvedRunId"> & { resolvedRunId: string };

/** The newest version under each id, the newest of all first. */
function readNewest(
  connection: Connection,
  { project, testIds, asof }: Pick<AssignmentFilters, "project" | "testIds" | "asof">,
): Promise<AssignmentRow[]> {
  const { clause, parameters } = where({
    "project = {project:String}": project,
    "testId IN {testIds:Array(UUID)}": testIds,
    "version <= {asof:DateTime64(3)}": asof,
  });
  return connection.query<AssignmentRow>(
    `
    SELECT
      project, testId, target, assignee, state, \`by\`, reason, assignedAt, resolvedAt, resolvedBy, resolvedReason,
      resolvedRunId
    FROM (SELECT * FROM testAssignments ${clause} ORDER BY project, testId, version DESC LIMIT 1 BY project, testId)
    ORDER BY version DESC, testId`,
    parameters,
  );
}

async function writeVersion(connection: Connection, assignment: Assignment): Promise<void> {
  await connection.command(
    `
    INSERT INTO testAssignments (
      project, testId, version, target, assignee, state, \`by\`, reason, assignedAt, resolvedAt, resolvedBy, resolvedReason,
      resolvedRunId
    )
    SELECT
      {project:String}, {testId:UUID}, now64(6), {target:String}, {assignee:String}, {state:String}, {by:String},
      {reason:String}, {assignedAt:DateTime64(3)}, {resolvedAt:Nullable(DateTime64(3))}, {resolvedBy:String},
      {resolvedReason:String}, {resolvedRunId:String}`,
    { ...assignment, resolvedRunId: assignment.resolvedRunId ?? "" },
  );
}
