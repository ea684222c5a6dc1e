import type { Assignment, AssignmentState, Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import { factLane } from "./factLane.ts";
import { lastFailingTarget } from "./lastFailingTarget.ts";
import type { TestScope } from "./testScope.ts";

/** Who is to be on a test; without `target` it is the one in which the test failed last, else was seen last. */
export interface NewAssignment extends Pick<Assignment, "assignee" | "by" | "reason"> {
  readonly target?: string | undefined;
}

/** Assigns a test, or assigns it again: to somebody else, or after it was resolved. */
export async function assignTest(
  connection: Connection,
  scope: TestScope,
  { assignee, by, reason, target }: NewAssignment,
): Promise<Assignment> {
  const assignment: Assignment = {
    ...{ project: scope.project, testId: scope.testId, assignee, by, reason, state: "open" },
    target: target ?? (await lastFailingTarget(connection, scope)),
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
  scope: TestScope,
  { by, reason, pass }: Resolution,
): Promise<Assignment | undefined> {
  return factLane(connection)(async () => {
    const assignment = await findAssignment(connection, scope);
    if (assignment === undefined || assignment.state === "resolved") return assignment;
    if (pass !== undefined && pass.begunAt <= assignment.assignedAt) return assignment;
    const resolved: Assignment = {
      ...assignment,
      ...{ state: "resolved", resolvedAt: new Date().toISOString(), resolvedBy: by, resolvedReason: reason },
      resolvedRunId: pass?.runId ?? null,
    };
    await writeVersion(connection, resolved);
    return resolved;
  });
}

/** The assignment of a test, open or resolved, now or at a time; undefined when it never had one. */
export async function findAssignment(
  connection: Connection,
  { project, testId, testIds }: TestScope,
  asof?: string,
): Promise<Assignment | undefined> {
  const rows = await readAssignments(connection, { project, testIds, asof });
  const newest = rows.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1))[0];
  return newest && { ...shown(newest), testId };
}

/** Which assignments to read: of some tests, of a project, in a state. */
export interface AssignmentFilters {
  readonly project?: string | undefined;
  readonly testIds?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly assignee?: string | undefined;
  readonly state?: AssignmentState | undefined;
  readonly asof?: string | undefined;
}

/** The newest version of each assignment that fits, newest first. */
export async function listAssignments(connection: Connection, filters: AssignmentFilters): Promise<Assignment[]> {
  return (await readAssignments(connection, filters)).map(shown);
}

type AssignmentRow = Omit<Assignment, "resolvedRunId"> & { resolvedRunId: string; changedAt: string };

function shown({ changedAt: _, ...row }: AssignmentRow): Assignment {
  return { ...row, resolvedRunId: row.resolvedRunId === "" ? null : row.resolvedRunId };
}

function readAssignments(connection: Connection, filters: AssignmentFilters): Promise<AssignmentRow[]> {
  const versions = where({
    "project = {project:String}": filters.project,
    "testId IN {testIds:Array(UUID)}": filters.testIds,
    "version <= {asof:DateTime64(3)}": filters.asof,
  });
  const newest = where({
    "target = {target:String}": filters.target,
    "assignee = {assignee:String}": filters.assignee,
    "state = {state:String}": filters.state,
  });
  return connection.query<AssignmentRow>(
    `
    SELECT
      project, testId, target, assignee, state, \`by\`, reason, assignedAt, resolvedAt, resolvedBy, resolvedReason,
      resolvedRunId, toString(version) AS changedAt
    FROM (SELECT * FROM testAssignments ${versions.clause} ORDER BY project, testId, version DESC LIMIT 1 BY project, testId)
    ${newest.clause}
    ORDER BY assignedAt DESC, testId`,
    { ...versions.parameters, ...newest.parameters },
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
