import { randomUUID } from "node:crypto";
import { type Bug, bugLink, type Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import type { TestScope } from "./testScope.ts";

/** What is said of a bug that a test is linked to; tracker and key are read off the address when they are left out. */
export interface NewBug extends Pick<Bug, "url" | "title" | "by"> {
  readonly tracker?: Bug["tracker"] | undefined;
  readonly key?: string | undefined;
}

/** A new link from a test to a bug. The same address again is the link that stands. */
export async function addBug(
  connection: Connection,
  scope: TestScope,
  { url, title, by, tracker, key }: NewBug,
): Promise<Bug> {
  const standing = (await listBugs(connection, scope)).find((bug) => bug.url === url);
  if (standing !== undefined) return standing;
  const told = bugLink(url);
  const bug = {
    ...{ bugId: randomUUID(), project: scope.project, testId: scope.testId },
    ...{ tracker: tracker ?? told.tracker, key: key ?? told.key, url, title, by },
    ...{ createdAt: new Date().toISOString(), removedAt: null },
  };
  await writeVersion(connection, bug, { by, reason: "" });
  return bug;
}

/** Takes a link of a test back. Undefined when there is none; taking it back again changes nothing. */
export async function removeBug(
  connection: Connection,
  scope: TestScope,
  { bugId, ...withdrawal }: Withdrawal & Pick<Bug, "bugId">,
): Promise<Bug | undefined> {
  const bug = (await readBugs(connection, scope)).find((each) => each.bugId === bugId);
  if (bug === undefined || bug.removedAt !== null) return bug;
  const removed = { ...bug, removedAt: new Date().toISOString() };
  await writeVersion(connection, removed, withdrawal);
  return removed;
}

/** The bugs that a test is linked to, or was at a time, oldest link first. */
export async function listBugs(connection: Connection, scope: TestScope, asof?: string): Promise<Bug[]> {
  return (await readBugs(connection, scope, asof)).filter(({ removedAt }) => removedAt === null);
}

async function readBugs(connection: Connection, scope: TestScope, asof?: string): Promise<Bug[]> {
  const { clause, parameters } = where({
    "project = {project:String}": scope.project,
    "testId IN {testIds:Array(UUID)}": scope.testIds,
    "version <= {asof:DateTime64(3)}": asof,
  });
  const rows = await connection.query<Omit<Bug, "testId">>(
    `
    SELECT bugId, project, tracker, key, url, title, \`by\`, createdAt, removedAt
    FROM (SELECT * FROM testBugs ${clause} ORDER BY bugId, version DESC LIMIT 1 BY bugId)
    ORDER BY createdAt, bugId`,
    parameters,
  );
  return rows.map((row) => ({ ...row, testId: scope.testId }));
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
