import type { Connection } from "../connection.ts";
import type { EndedSubmission } from "./renameKeeper.ts";

/** A complete run with the ids of its submissions. */
export interface EndedRun {
  readonly project: string;
  readonly runId: string;
  readonly commit: string;
  readonly submissionIds: readonly string[];
}

/** A complete run, and the one before it that ran the same, where the one can be compared with the other. */
export interface RunWithPrevious {
  readonly run: EndedRun;
  readonly previous: EndedRun | undefined;
}

interface PlaceRow {
  readonly runId: string;
  readonly target: string;
  readonly branch: string;
  readonly mainline: boolean;
  readonly shard: readonly [number, number];
}

interface RunRow extends EndedRun {
  readonly selection: string;
}

/** Runs of other selections may stand between a run and the one before it of the same. */
const reach = 500;

/**
 * The complete run of a submission, undefined when it is not complete; with the previous complete run of the same target,
 * selection and shard when it is on a default branch. Later runs may be there already: they ended soon after, or waited
 * in one spool with it.
 */
export async function runWithPrevious(
  connection: Connection,
  { project, submissionId }: EndedSubmission,
): Promise<RunWithPrevious | undefined> {
  const [place] = await connection.query<PlaceRow>(
    `
    SELECT
      toString(runId) AS runId, target, branch, mainline,
      if(consolidated, (0, 0), (shardIndex, shardTotal)) AS shard
    FROM runMembers
    WHERE project = {project:String} AND submissionId = {submissionId:String} AND complete`,
    { project, submissionId },
  );
  if (place === undefined) return undefined;
  const [shardIndex, shardTotal] = place.shard;
  const runs = await connection.query<RunRow>(
    `
    SELECT
      project,
      toString(member.runId) AS runId,
      max(member.commit) AS commit,
      groupArray(toString(member.submissionId)) AS submissionIds,
      argMin(member.selection, member.submissionId) AS selection
    FROM runMembers AS member
    WHERE project = {project:String} AND target = {target:String} AND branch = {branch:String} AND complete
      AND if(consolidated, (0, 0), (shardIndex, shardTotal)) = ({shardIndex:UInt32}, {shardTotal:UInt32})
    GROUP BY project, runId
    ORDER BY runId DESC
    LIMIT {reach:UInt32}`,
    { project, target: place.target, branch: place.branch, shardIndex, shardTotal, reach },
  );
  const run = runs.find(({ runId }) => runId === place.runId);
  if (run === undefined) return undefined;
  const alike = runs.filter(({ selection }) => selection === run.selection);
  return { run, previous: place.mainline ? alike[alike.indexOf(run) + 1] : undefined };
}
