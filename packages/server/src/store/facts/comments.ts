import { randomUUID } from "node:crypto";
import type { Comment, Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import type { TestScope } from "./testScope.ts";

/** A new comment on a test. */
export async function addComment(
  connection: Connection,
  { project, testId }: TestScope,
  { text, by }: Pick<Comment, "text" | "by">,
): Promise<Comment> {
  const createdAt = new Date().toISOString();
  const comment = { commentId: randomUUID(), project, testId, text, by, createdAt, removedAt: null };
  await writeVersion(connection, comment, { by, reason: "" });
  return comment;
}

/** Takes a comment of a test back. Undefined when there is none; taking it back again changes nothing. */
export async function removeComment(
  connection: Connection,
  scope: TestScope,
  { commentId, ...withdrawal }: Withdrawal & Pick<Comment, "commentId">,
): Promise<Comment | undefined> {
  const comment = (await readComments(connection, scope)).find((each) => each.commentId === commentId);
  if (comment === undefined || comment.removedAt !== null) return comment;
  const removed = { ...comment, removedAt: new Date().toISOString() };
  await writeVersion(connection, removed, withdrawal);
  return removed;
}

/** The comments on a test that stand, or stood at a time, oldest first. */
export async function listComments(connection: Connection, scope: TestScope, asof?: string): Promise<Comment[]> {
  return (await readComments(connection, scope, asof)).filter(({ removedAt }) => removedAt === null);
}

async function readComments(connection: Connection, scope: TestScope, asof?: string): Promise<Comment[]> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "testId IN {testIds:Array(UUID)}": scope.testIds,
    "version <= {asof:DateTime64(3)}": asof,
  });
  const rows = await connection.query<Omit<Comment, "testId">>(
    `
    SELECT commentId, project, text, \`by\`, createdAt, removedAt
    FROM (SELECT * FROM testComments ${clause} ORDER BY commentId, version DESC LIMIT 1 BY commentId)
    ORDER BY createdAt, commentId`,
    parameters,
  );
  return rows.map((row) => ({ ...row, testId: scope.testId }));
}

async function writeVersion(connection: Connection, comment: Comment, change: Withdrawal): Promise<void> {
  await connection.command(
    `
    INSERT INTO testComments (project, testId, commentId, version, text, \`by\`, createdAt, removedAt, changedBy, reason)
    SELECT
      {project:String}, {testId:UUID}, {commentId:String}, now64(6), {text:String}, {by:String},
      {createdAt:DateTime64(3)}, {removedAt:Nullable(DateTime64(3))}, {changedBy:String}, {reason:String}`,
    { ...comment, changedBy: change.by, reason: change.reason },
  );
}
