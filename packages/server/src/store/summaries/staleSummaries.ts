import type { Connection } from "../connection.ts";
import type { SubmissionKey } from "../summarise.ts";

/** Which summaries to look at. */
export interface StaleQuestion {
  /** Only rows that were inserted after this time, by the engine's clock, are looked at. */
  readonly since: string;
  /**
   * For how long after an insert a summary may have missed it: none where nobody else inserts. An insert is seen a little
   * after the time that it bears.
   */
  readonly marginSeconds: number;
  readonly limit: number;
}

/**
 * Submissions whose summaries are behind: rows came after they were made, by whoever inserted them; a person said
 * something; words mean something else in their target; or a process ended between a submission's summary and its run's.
 */
export function staleSummaries(connection: Connection, question: StaleQuestion): Promise<SubmissionKey[]> {
  return connection.query<SubmissionKey>(
    `
    SELECT DISTINCT toString(project) AS project, toString(submissionId) AS submissionId
    FROM (
      ${afterArrivals}
      UNION ALL ${afterWords}
      UNION ALL ${afterSettings}
      UNION ALL ${withoutRun}
      UNION ALL ${withoutBuild}
    )
    ORDER BY project, submissionId
    LIMIT {limit:UInt32}`,
    { ...question },
  );
}

const afterArrivals = `
      SELECT toString(arrival.project) AS project, toString(arrival.submissionId) AS submissionId
      FROM (
        SELECT project, submissionId, max(arrivedAt) AS lastArrivedAt
        FROM submissionArrivals
        GROUP BY project, submissionId
        HAVING lastArrivedAt > parseDateTime64BestEffort({since:String}, 6, 'UTC')
      ) AS arrival
      LEFT JOIN (
        SELECT project, submissionId, summarisedAt FROM submissionSummaries FINAL
      ) AS summary ON summary.project = arrival.project AND summary.submissionId = arrival.submissionId
      WHERE (project, submissionId) IN (SELECT project, submissionId FROM submissions) AND (
        summary.summarisedAt <= arrival.lastArrivedAt
        OR summary.summarisedAt < arrival.lastArrivedAt + toIntervalSecond({marginSeconds:UInt32})
          AND now64(6) > arrival.lastArrivedAt + toIntervalSecond({marginSeconds:UInt32})
      )`;

const afterWords = `
      SELECT toString(said.project) AS project, toString(said.submissionId) AS submissionId
      FROM (
        SELECT project, submissionId, max(version) AS lastVersion
        FROM (
          SELECT project, submissionId, version FROM runMarks
          UNION ALL
          SELECT project, submissionId, version FROM overrides
        )
        GROUP BY project, submissionId
      ) AS said
      INNER JOIN (
        SELECT project, submissionId, summarisedAt FROM submissionSummaries FINAL
      ) AS summary ON toString(summary.project) = said.project AND summary.submissionId = said.submissionId
      WHERE summary.summarisedAt <= said.lastVersion`;

const afterSettings = `
      SELECT toString(summary.project) AS project, toString(summary.submissionId) AS submissionId
      FROM (
        SELECT project, target, submissionId, summarisedAt FROM submissionSummaries FINAL
      ) AS summary
      INNER JOIN (
        SELECT project, target, readSince FROM targetSettings
      ) AS settings ON settings.project = toString(summary.project) AND settings.target = toString(summary.target)
      WHERE summary.summarisedAt <= settings.readSince`;

const withoutRun = `
      SELECT toString(summary.project) AS project, toString(summary.submissionId) AS submissionId
      FROM (
        SELECT project, target, separateExecutionId, submissionId, summarisedAt
        FROM submissionSummaries FINAL
        WHERE NOT deleted
      ) AS summary
      LEFT JOIN (
        SELECT project, target, runKey, summarisedAt FROM runs FINAL WHERE view = 'separate'
      ) AS run ON run.project = summary.project AND run.target = summary.target
        AND run.runKey = toString(summary.separateExecutionId)
      WHERE run.summarisedAt < summary.summarisedAt`;

const withoutBuild = `
      SELECT toString(summary.project) AS project, toString(summary.submissionId) AS submissionId
      FROM (
        SELECT project, target, buildName, submissionId, summarisedAt
        FROM submissionSummaries FINAL
        WHERE NOT deleted AND buildName != ''
          AND (project, target) IN (SELECT project, target FROM targetSettings WHERE consolidation)
      ) AS summary
      LEFT JOIN (
        SELECT project, target, runKey, summarisedAt FROM runs FINAL WHERE view = 'replaced'
      ) AS run ON run.project = summary.project AND run.target = summary.target AND run.runKey = summary.buildName
      WHERE run.summarisedAt < summary.summarisedAt`;
