/** Which words of people are meant. */
interface SaidQuestion {
  /** What stands after FROM for the submissions: `(submissionId, executionId)`. */
  readonly members: string;
  /** SQL of which overrides of the project. */
  readonly which: string;
  /** SQL of the id under which the test of `said` is answered. */
  readonly testId: string;
  /** Only what people said by then. */
  readonly asof: string | undefined;
}

/** SQL that joins `override.status` to rows of `execution`: the newest word of a person, empty where it was taken back. */
export function joinedOverrides({ members, which, testId, asof }: SaidQuestion): string {
  return `LEFT JOIN (
        SELECT member.executionId AS executionId, ${testId} AS testId, argMax(said.status, said.version) AS status
        FROM (
          SELECT
            submissionId,
            testId,
            toString(argMax(overrides.status, overrides.version)) AS status,
            argMax(overrides.stands, overrides.version) AS stands,
            max(overrides.version) AS version
          FROM overrides
          WHERE project = {project:String} AND ${which}
            ${asof === undefined ? "" : "AND overrides.version <= {asof:DateTime64(3)}"}
          GROUP BY submissionId, testId
          HAVING stands
        ) AS said
        INNER JOIN ${members} AS member ON member.submissionId = said.submissionId
        GROUP BY executionId, testId
      ) AS override ON override.executionId = execution.executionId AND override.testId = execution.testId`;
}
