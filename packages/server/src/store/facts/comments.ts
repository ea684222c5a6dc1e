import { randomUUID } from "node:crypto";
import type { Comment, Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { TestGroup } from "../queries/testGroup.ts";
import { where } from "../where.ts";

/** A new comment on a test. */
export async function addComment(
  connection: Connection,
  { project, testId }: TestGroup,
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
  group: TestGroup,
  { commentId, ...withdrawal }: Withdrawal & Pick<Comment, "commentId">,
): Promise<Comment | undefined> {
  const comment = (await readComments(connection, group)).find((each) => each.commentId === commentId);
  if (comment === undefined) return undefined;
  if (comment.removedAt !== null) return { ...comment, testId: group.testId };
  const removed = { ...comment, removedAt: new Date().toISOString() };
  await writeVersion(connection, removed, withdrawal);
  return { ...removed, testId: group.testId };
}

/** The comments on a test that stand, or stood at a time, oldest first. */
export async function listComments(connection: Connection, group: TestGroup, asof?: string): Promise<Comment[]> {
  const standing = (await readComments(connection, group, asof)).filter(({ removedAt }) => removedAt === null);
  return standing.map((comment) => ({ ...comment, testId: group.testId }));
}

/** The newest version of each, under the id of which it was stated, so that an undone rename takes nothing along. */
function readComments(connection: Connection, group: TestGroup, asof?: string): Promise<Comment[]> {
  const { clause, parameters } = where({
    "project = {project:String}": group.project,
    "testId IN {testIds:Array(UUID)}": group.testIds,
    "version <= {asof:DateTime64(3)}": asof,
  });
  return connection.query<Comment>(
    `
    SELECT commentId, project, testId, text, \`by\`, createdAt, removedAt
    FROM (SELECT * FROM testComments ${clause} ORDER BY commentId, version DESC LIMIT 1 BY commentId)
    ORDER BY createdAt, commentId`,
    parameters,
  );
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
