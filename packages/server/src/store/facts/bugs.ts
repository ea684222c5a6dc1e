import { randomUUID } from "node:crypto";
import { type Bug, bugLink, type Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { TestGroup } from "../queries/testGroup.ts";
import { where } from "../where.ts";

/** What is said of a bug that a test is linked to; tracker and key are read off the address when they are left out. */
export interface NewBug extends Pick<Bug, "url" | "title" | "by"> {
  readonly tracker?: Bug["tracker"] | undefined;
  readonly key?: string | undefined;
}

/** A new link from a test to a bug. The same address again is the link that stands. */
export async function addBug(
  connection: Connection,
  group: TestGroup,
  { url, title, by, tracker, key }: NewBug,
): Promise<Bug> {
  const standing = (await listBugs(connection, group)).find((bug) => bug.url === url);
  if (standing !== undefined) return standing;
  const told = bugLink(url);
  const bug = {
    ...{ bugId: randomUUID(), project: group.project, testId: group.testId },
    ...{ tracker: tracker ?? told.tracker, key: key ?? told.key, url, title, by },
    ...{ createdAt: new Date().toISOString(), removedAt: null },
  };
  await writeVersion(connection, bug, { by, reason: "" });
  return bug;
}

/** Takes a link of a test back. Undefined when there is none; taking it back again changes nothing. */
export async function removeBug(
  connection: Connection,
  group: TestGroup,
  { bugId, ...withdrawal }: Withdrawal & Pick<Bug, "bugId">,
): Promise<Bug | undefined> {
  const bug = (await readBugs(connection, group)).find((each) => each.bugId === bugId);
  if (bug === undefined) return undefined;
  if (bug.removedAt !== null) return { ...bug, testId: group.testId };
  const removed = { ...bug, removedAt: new Date().toISOString() };
  await writeVersion(connection, removed, withdrawal);
  return { ...removed, testId: group.testId };
}

/** The bugs that a test is linked to, or was at a time, oldest link first. */
export async function listBugs(connection: Connection, group: TestGroup, asof?: string): Promise<Bug[]> {
  const standing = (await readBugs(connection, group, asof)).filter(({ removedAt }) => removedAt === null);
  return standing.map((bug) => ({ ...bug, testId: group.testId }));
}

/** The newest version of each, under the id of which it was stated, so that an undone rename takes nothing along. */
function readBugs(connection: Connection, group: TestGroup, asof?: string): Promise<Bug[]> {
  const { clause, parameters } = where({
    "project = {project:String}": group.project,
    "testId IN {testIds:Array(UUID)}": group.testIds,
    "version <= {asof:DateTime64(3)}": asof,
  });
  return connection.query<Bug>(
    `
    SELECT bugId, project, testId, tracker, key, url, title, \`by\`, createdAt, removedAt
    FROM (SELECT * FROM testBugs ${clause} ORDER BY bugId, version DESC LIMIT 1 BY bugId)
    ORDER BY createdAt, bugId`,
    parameters,
  );
}

async function writeVersion(connection: Connection, bug: Bug, change: Withdrawal): Promise<void> {
  await connection.command(
    `
    INSERT INTO testBugs (
      project, testId, bugId, version, tracker, key, url, title, \`by\`, createdAt, removedAt, changedBy, reason
    )
    SELECT
      {project:String}, {testId:UUID}, {bugId:String}, now64(6), {tracker:String}, {key:String}, {url:String},
      {title:String}, {by:String}, {createdAt:DateTime64(3)}, {removedAt:Nullable(DateTime64(3))}, {changedBy:String},
      {reason:String}`,
    { ...bug, changedBy: change.by, reason: change.reason },
  );
}
