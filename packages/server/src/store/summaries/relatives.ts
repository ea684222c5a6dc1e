import { type AssembledSubmission, assemble, type SubmissionToAssemble } from "@backstory/model";
import type { Connection } from "../connection.ts";

/** A submission as little of it as its place needs, with the place that it had when it was summarised last. */
export interface Relative extends SubmissionToAssemble {
  readonly deleted: boolean;
  readonly before: AssembledSubmission | undefined;
}

interface RelativeRow extends SubmissionToAssemble, AssembledSubmission {
  readonly namedBuild: string;
  readonly deleted: boolean;
}

/** Where to look for relatives: the project, and the targets of which a build is one run. */
export interface Family {
  readonly project: string;
  readonly consolidated: ReadonlySet<string>;
}

/**
 * The touched submissions with all that can be of one run with them, or can become so by them: what they rerun and what
 * reruns them, and where a build is one run, all of the build.
 */
export async function withRelatives(
  connection: Connection,
  family: Family,
  touched: readonly Omit<Relative, "before">[],
): Promise<Map<string, Relative>> {
  const known = new Map<string, Relative>(touched.map((each) => [each.submissionId, { ...each, before: undefined }]));
  for (let fresh = [...known.values()], isFirst = true; fresh.length > 0; isFirst = false) {
    const rows = await askRelatives(connection, family, { known, fresh, isFirst });
    fresh = [];
    for (const row of rows) {
      const { namedBuild, deleted, ...place } = row;
      const relative = known.get(row.submissionId) ?? { ...place, buildName: namedBuild, deleted };
      if (!known.has(row.submissionId)) fresh.push({ ...relative, before: place });
      known.set(row.submissionId, { ...relative, before: place });
    }
  }
  return known;
}

/** Where each of them belongs now. A deleted one belongs to nothing but itself, and nothing belongs to it. */
export function assembleRelatives(relatives: ReadonlyMap<string, Relative>): Map<string, AssembledSubmission> {
  const all = [...relatives.values()];
  const assembled = assemble(all.filter(({ deleted }) => !deleted));
  for (const { submissionId, buildName, deleted } of all) {
    if (!deleted) continue;
    assembled.set(submissionId, {
      ...{ submissionId, buildName },
      ...{ separateRunId: submissionId, separateExecutionId: submissionId },
      ...{ buildRunId: submissionId, buildExecutionId: submissionId },
    });
  }
  return assembled;
}

interface Asking {
  readonly known: ReadonlyMap<string, Relative>;
  readonly fresh: readonly Relative[];
  readonly isFirst: boolean;
}

/** Everything that is asked for never changes, so that any version of a row will do to find it. */
function askRelatives(
  connection: Connection,
  { project, consolidated }: Family,
  { known, fresh, isFirst }: Asking,
): Promise<RelativeRow[]> {
  const ids = fresh.map(({ submissionId }) => submissionId);
  const builds = fresh.filter(({ buildName }) => buildName !== "");
  const together = builds.filter(({ target }) => consolidated.has(target));
  const implicit = fresh.filter(({ isRerun, rerunOf }) => isRerun && rerunOf === "");
  return connection.query<RelativeRow>(
    `
    SELECT
      submissionId, target, namedBuild, commit, isRerun, rerunOf, shardIndex, shardTotal, deleted, buildName,
      separateRunId, separateExecutionId, buildRunId, buildExecutionId
    FROM submissionSummaries
    WHERE project = {project:String} AND submissionId NOT IN {known:Array(String)} AND (
      submissionId IN {links:Array(String)}
      OR rerunOf IN {ids:Array(String)}
      OR (target, namedBuild) IN (SELECT arrayJoin(arrayZip({targets:Array(String)}, {builds:Array(String)})))
      OR isRerun AND rerunOf = '' AND (
        namedBuild IN {namedBuilds:Array(String)} OR commit IN {commits:Array(String)}
      )
      OR NOT isRerun AND (
        namedBuild IN {implicitBuilds:Array(String)} OR commit IN {implicitCommits:Array(String)}
      )
    )
    ORDER BY summarisedAt DESC
    LIMIT 1 BY submissionId`,
    {
      project,
      known: isFirst ? [] : [...known.keys()],
      links: [...(isFirst ? ids : []), ...fresh.map(({ rerunOf }) => rerunOf).filter((id) => id !== "")],
      ids,
      targets: together.map(({ target }) => target),
      builds: together.map(({ buildName }) => buildName),
      namedBuilds: words(builds.map(({ buildName }) => buildName)),
      commits: words(fresh.map(({ commit }) => commit)),
      implicitBuilds: words(implicit.map(({ buildName }) => buildName)),
      implicitCommits: words(implicit.map(({ commit }) => commit)),
    },
  );
}

function words(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => text !== ""))];
}
