import type { Assignment } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { testGroup } from "../queries/testGroup.ts";
import { listAssignments, resolveAssignment } from "./assignments.ts";
import { type Pass, passesSince } from "./passesSince.ts";

/** By whom an assignment was resolved when nobody did. */
const itself = "backstory";

/**
 * Resolves the open assignments whose test has passed since, and answers them as they are now. It asks the rows that are
 * there, so that it finds the same whenever and however often it is asked.
 */
export async function resolvePassed(connection: Connection): Promise<Assignment[]> {
  const open = await listAssignments(connection, { state: "open" });
  const resolved: Assignment[] = [];
  for (const project of new Set(open.map((assignment) => assignment.project))) {
    const ours = open.filter((assignment) => assignment.project === project);
    const passes = await passesSince(connection, project, ours);
    for (const assignment of ours) {
      const pass = passes.find((each) => ends(assignment, each));
      const group = pass && (await testGroup(connection, { testId: assignment.testId }));
      if (pass === undefined || group === undefined) continue;
      const reason = `It passed in run ${pass.runId}.`;
      const now = await resolveAssignment(connection, group, { by: itself, reason, pass });
      if (now?.state === "resolved") resolved.push(now);
    }
  }
  return resolved;
}

function ends({ testId, target, assignedAt }: Assignment, pass: Pass): boolean {
  return pass.testId === testId && pass.target === target && pass.begunAt > assignedAt;
}
