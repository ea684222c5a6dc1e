import {
  BackstoryError,
  digest,
  type RenameEvidence,
  type RenameLink,
  type RenameState,
  renameIndex,
} from "@backstory/model";
import type { Connection } from "../connection.ts";
import { forgetRenames, readRenameLinks } from "../queries/testGroup.ts";
import { serial } from "../serial.ts";

/** What is stated about a rename, besides which tests it joins. */
export interface RenameStatement {
  readonly state: RenameState;
  readonly confidence: number;
  readonly evidence: RenameEvidence | null;
  /** The first run with the new name and its commit; empty when a person stated it. */
  readonly runId: string;
  readonly commit: string;
  readonly by: string;
  readonly reason: string;
}

/** A rename of a project as it is written. */
export type RenameToState = RenameLink & RenameStatement & { readonly project: string };

/** What a person can do with a rename. */
export type RenameDecision = "accept" | "refuse" | "undo";

/** The id of a rename: the same tests have the same one, whoever states it. */
export function renameId({ project, from, to }: RenameLink & { readonly project: string }): string {
  return digest(["rename-1", project, from, to]);
}

/** Joins two tests because a person said so; `rename-conflict` when they, or one of them and another, are joined already. */
export function stateRename(
  connection: Connection,
  rename: RenameLink & { readonly project: string; readonly by: string; readonly reason: string },
): Promise<string> {
  return exclusively(connection, async () => {
    await refuseObstacle(connection, rename);
    const stated = { state: "accepted", confidence: 1, evidence: null, runId: "", commit: "" } as const;
    await write(connection, [{ ...stated, ...rename }]);
    return renameId(rename);
  });
}

/**
 * Writes renames that were found, not stated. What anyone said before about the same tests stands, but that a suggestion
 * may become accepted; one that contradicts an accepted one is left out. Answers those that were written.
 */
export function recordFoundRenames(
  connection: Connection,
  project: string,
  renames: readonly (RenameLink & RenameStatement)[],
): Promise<RenameToState[]> {
  if (renames.length === 0) return Promise.resolve([]);
  return exclusively(connection, async () => {
    const found = renames.map((rename) => ({ ...rename, project }));
    const known = await newestVersions(connection, found.map(renameId));
    const stateOf = new Map(known.map((rename) => [renameId(rename), rename.state]));
    const standing = renameIndex(await readRenameLinks(connection, { project }));
    const toWrite = found.filter((rename) => {
      const state = stateOf.get(renameId(rename));
      if (state !== undefined && !(state === "suggested" && rename.state === "accepted")) return false;
      if (standing.obstacle(rename) !== undefined) return false;
      if (rename.state === "accepted") standing.add(rename);
      return true;
    });
    await write(connection, toWrite);
    return toWrite;
  });
}

/** Accepts, refuses or undoes a rename. Undefined when there is no such; deciding the same again changes nothing. */
export function decideRename(
  connection: Connection,
  question: {
    readonly renameId: string;
    readonly decision: RenameDecision;
    readonly by: string;
    readonly reason: string;
  },
): Promise<string | undefined> {
  return exclusively(connection, async () => {
    const [rename] = await newestVersions(connection, [question.renameId]);
    if (rename === undefined) return undefined;
    const state = stateAfter[question.decision];
    if (rename.state === state) return question.renameId;
    if (question.decision === "undo" && rename.state !== "accepted") {
      throw new BackstoryError("rename-conflict", `The rename is ${rename.state}; there is nothing to undo`);
    }
    if (question.decision === "refuse" && rename.state === "accepted") {
      throw new BackstoryError("rename-conflict", "The rename is accepted; undo it instead");
    }
    if (state === "accepted") await refuseObstacle(connection, rename);
    await write(connection, [{ ...rename, state, by: question.by, reason: question.reason }]);
    return question.renameId;
  });
}

const stateAfter = { accept: "accepted", refuse: "refused", undo: "undone" } as const;

const lanes = new WeakMap<Connection, ReturnType<typeof serial>>();

/** Whether two tests may be joined is only known while nobody else joins any. */
function exclusively<Answer>(connection: Connection, task: () => Promise<Answer>): Promise<Answer> {
  const lane = lanes.get(connection) ?? serial();
  lanes.set(connection, lane);
  return lane(task);
}

async function refuseObstacle(
  connection: Connection,
  rename: RenameLink & { readonly project: string },
): Promise<void> {
  const obstacle = renameIndex(await readRenameLinks(connection, { project: rename.project })).obstacle(rename);
  if (obstacle !== undefined) throw new BackstoryError("rename-conflict", `${obstacle}.`);
}

async function newestVersions(connection: Connection, renameIds: readonly string[]): Promise<RenameToState[]> {
  const found: RenameToState[] = [];
  for (let from = 0; from < renameIds.length; from += rowsAStatement) {
    const rows = await connection.query<Omit<RenameToState, "evidence"> & { evidence: string }>(
      `
      SELECT project, fromTestId AS from, toTestId AS to, state, confidence, evidence, runId, commit, by, reason
      FROM testRenames
      WHERE renameId IN {renameIds:Array(UUID)}
      ORDER BY version DESC
      LIMIT 1 BY renameId`,
      { renameIds: renameIds.slice(from, from + rowsAStatement) },
    );
    for (const row of rows) found.push({ ...row, evidence: row.evidence === "" ? null : JSON.parse(row.evidence) });
  }
  return found;
}

/** A statement may have 256 kB, and a row has about 700 bytes. */
const rowsAStatement = 200;

/** Versions of one rename never tie: each is at least a microsecond after every one before it. */
async function write(connection: Connection, renames: readonly RenameToState[]): Promise<void> {
  for (let from = 0; from < renames.length; from += rowsAStatement) {
    const rows = renames.slice(from, from + rowsAStatement).map((rename) =>
      JSON.stringify({
        ...rename,
        renameId: renameId(rename),
        evidence: rename.evidence === null ? "" : JSON.stringify(rename.evidence),
      }),
    );
    await connection.command(
      `
      INSERT INTO testRenames (
        project, fromTestId, toTestId, version, renameId, state, confidence, evidence, runId, commit, by, reason
      )
      SELECT
        JSONExtractString(row, 'project'),
        JSONExtract(row, 'from', 'UUID'),
        JSONExtract(row, 'to', 'UUID'),
        greatest(now64(6), (SELECT max(version) + toIntervalMicrosecond(1) FROM testRenames)),
        JSONExtract(row, 'renameId', 'UUID'),
        JSONExtractString(row, 'state'),
        JSONExtractFloat(row, 'confidence'),
        JSONExtractString(row, 'evidence'),
        JSONExtractString(row, 'runId'),
        JSONExtractString(row, 'commit'),
        JSONExtractString(row, 'by'),
        JSONExtractString(row, 'reason')
      FROM (SELECT arrayJoin({rows:Array(String)}) AS row)`,
      { rows },
    );
    forgetRenames(connection);
  }
}
