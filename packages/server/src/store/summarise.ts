import type { AssembledSubmission } from "@backstory/model";
import type { Connection } from "./connection.ts";
import { laneOf } from "./lanes.ts";
import { effectiveCounts, listedMembers, type Member, memberLists } from "./queries/effectiveOutcomes.ts";
import { type ProjectRules, readRules, ruleValues } from "./queries/outcomeRules.ts";
import { addUpRun, executionIn, incompleteBecause, noRun, type RunCounts } from "./summaries/addUpRun.ts";
import { insertRows } from "./summaries/insertRows.ts";
import { type AloneSummary, readSummaries } from "./summaries/readSummaries.ts";
import { assembleRelatives, withRelatives } from "./summaries/relatives.ts";
import { runTotalsColumns } from "./summaries/runTotals.ts";
import { type SubmissionSummary, submissionSummaryColumns } from "./summaries/submissionSummary.ts";
import { keyOf, movedSubmissions, type TouchedRun, touchedRuns } from "./summaries/touchedRuns.ts";
import type { PartHeader } from "./wal/frame.ts";

/** Which submission of which project. */
export type SubmissionKey = Pick<PartHeader, "project" | "submissionId">;

/**
 * Recomputes what these submissions add up to, and the runs that they belong to, whole, from the rows that are there:
 * running it twice, or after a part was sent twice, changes nothing. A submission whose first record is not there is
 * left out. Answers to which run each belongs.
 */
export function summariseSubmissions(
  connection: Connection,
  keys: readonly SubmissionKey[],
): Promise<RunsBySubmission> {
  return summaryLane(connection)(async () => {
    const runOf = new Map<string, string>();
    for (const [project, submissionIds] of byProject(keys)) {
      const rules = await readRules(connection, project);
      const summaries = await summariseOfProject(connection, { project, submissionIds: [...submissionIds], rules });
      for (const { submissionId, target, buildName, ...place } of summaries) {
        const consolidated = buildName !== "" && rules.consolidated.has(target);
        runOf.set(submissionId, consolidated ? place.buildRunId : place.separateRunId);
      }
    }
    return runOf;
  });
}

/** The id of the run of each submission. */
export type RunsBySubmission = ReadonlyMap<string, string>;

/** Where summaries are made one after another, because two at once could write over each other. */
export const summaryLane = laneOf();

function byProject(keys: readonly SubmissionKey[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { project, submissionId } of keys) {
    const group = groups.get(project) ?? new Set();
    groups.set(project, group.add(submissionId));
  }
  return groups;
}

interface OfProject {
  readonly project: string;
  readonly submissionIds: readonly string[];
  readonly rules: ProjectRules;
  /** Their results are counted already; only where they belong is asked. */
  readonly areCounted?: boolean;
}

/**
 * The same for submissions of one project, read by these rules; to be run in the {@link summaryLane}. Answers the
 * summaries that were written.
 */
export async function summariseOfProject(connection: Connection, question: OfProject): Promise<SubmissionSummary[]> {
  const { project, rules } = question;
  const { consolidated } = rules;
  const alone = question.areCounted
    ? await knownSummaries(connection, project, question.submissionIds)
    : await readSummaries(connection, question);
  const relatives = await withRelatives(
    connection,
    { project, consolidated },
    alone.map((summary) => ({ ...summary, buildName: summary.namedBuild })),
  );
  const assembled = assembleRelatives(relatives);
  const submissionIds = new Set(alone.map(({ submissionId }) => submissionId));
  const touched = { project, consolidated, relatives, assembled, submissionIds };
  const moved = movedSubmissions(touched);
  const runs = touchedRuns(touched, moved);
  const others = new Set(
    [...moved, ...runs.flatMap((run) => run.submissionIds)].filter((id) => !submissionIds.has(id)),
  );
  const summaries = placed([...alone, ...(await knownSummaries(connection, project, [...others]))], assembled);
  const counts = await countsOfRuns(connection, question, { runs, summaries });
  const totals = runs.map((run) => {
    const members = run.submissionIds.map((id) => summaries.get(id)).filter((summary) => summary !== undefined);
    const { submissionIds: _, like, ...place } = run;
    if (members.length === 0) return noRun(place, summaries.get(like) as SubmissionSummary);
    return addUpRun(place, members, counts.get(keyOf(run)) as RunCounts);
  });
  const written = withCompleteness(runs, summaries, moved);
  const summarisedAt = rules.now;
  await insertRows(
    connection,
    { table: "submissionSummaries", columns: submissionSummaryColumns, summarisedAt },
    written,
  );
  await insertRows(connection, { table: "runs", columns: runTotalsColumns, summarisedAt }, totals);
  return written;
}

function placed(
  rows: readonly (AloneSummary | SubmissionSummary)[],
  assembled: ReadonlyMap<string, AssembledSubmission>,
): Map<string, SubmissionSummary> {
  return new Map(
    rows.map((row) => {
      const place = assembled.get(row.submissionId) as AssembledSubmission;
      return [row.submissionId, { separateComplete: false, buildComplete: false, ...row, ...place }];
    }),
  );
}

/** Members of the runs that were touched, to be written anew where their run became complete or is so no more. */
function withCompleteness(
  runs: readonly TouchedRun[],
  summaries: ReadonlyMap<string, SubmissionSummary>,
  moved: ReadonlySet<string>,
): SubmissionSummary[] {
  const written = new Map([...moved].map((id) => [id, summaries.get(id) as SubmissionSummary]));
  for (const { view, submissionIds } of runs) {
    const members = submissionIds.map((id) => summaries.get(id)).filter((summary) => summary !== undefined);
    const { noEnd, shardLost, fewerResults } = incompleteBecause(view, members);
    const complete = !noEnd && !shardLost && !fewerResults;
    const key = view === "separate" ? "separateComplete" : "buildComplete";
    for (const member of members) {
      const now = written.get(member.submissionId) ?? member;
      if (now[key] !== complete) written.set(member.submissionId, { ...now, [key]: complete });
    }
  }
  return [...written.values()];
}

async function knownSummaries(
  connection: Connection,
  project: string,
  submissionIds: readonly string[],
): Promise<SubmissionSummary[]> {
  if (submissionIds.length === 0) return [];
  return connection.query<SubmissionSummary>(
    `
    SELECT ${Object.keys(submissionSummaryColumns).join(", ")}
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND submissionId IN {submissionIds:Array(String)}`,
    { project, submissionIds },
  );
}

/** The counts of each run. One submission alone is counted already; several are counted together, in one statement. */
async function countsOfRuns(
  connection: Connection,
  { project, rules }: OfProject,
  { runs, summaries }: { runs: readonly TouchedRun[]; summaries: ReadonlyMap<string, SubmissionSummary> },
): Promise<Map<string, RunCounts>> {
  const none = { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, executions: 0 };
  const counts = new Map<string, RunCounts>(runs.map((run) => [keyOf(run), none]));
  for (const run of runs) {
    const [only, ...more] = run.submissionIds;
    const summary = summaries.get(only ?? "");
    if (summary !== undefined && more.length === 0) counts.set(keyOf(run), countsOf(summary));
  }
  const members = runs.filter((run) => run.submissionIds.length > 1).flatMap((run) => membersOf(run, summaries));
  if (members.length === 0) return counts;
  const rows = await connection.query<RunCounts & { runId: string }>(effectiveCounts(listedMembers, rules), {
    ...{ project, ...memberLists(members) },
    ...ruleValues(rules),
  });
  for (const { runId, ...count } of rows) counts.set(runId, count);
  return counts;
}

function countsOf({ passed, failed, broken, skipped, flaky }: SubmissionSummary): RunCounts {
  return { passed, failed, broken, skipped, flaky, executions: passed + failed + broken + skipped + flaky };
}

function membersOf(run: TouchedRun, summaries: ReadonlyMap<string, SubmissionSummary>): Member[] {
  return run.submissionIds.flatMap((submissionId) => {
    const summary = summaries.get(submissionId);
    if (summary === undefined) return [];
    return {
      ...{ submissionId, runId: keyOf(run), target: run.target, replaced: run.view === "replaced" },
      executionId: executionIn(run.view, summary),
    };
  });
}
