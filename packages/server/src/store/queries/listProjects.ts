import type { Project } from "@backstory/model";
import type { Connection } from "../connection.ts";

/** Every project that has a run or a token, by name. */
export function listProjects(connection: Connection): Promise<Project[]> {
  return connection.query<Project>(`
    SELECT
      named.project AS project,
      toUInt32(uniqExactIf(named.target, named.target != '')) AS targets,
      any(known.tests) AS tests,
      max(named.startedAt) AS lastRunAt
    FROM (
      SELECT toString(project) AS project, toString(target) AS target, max(startedAt)::Nullable(DateTime64(3, 'UTC')) AS startedAt
      FROM runSummaries
      GROUP BY project, target
      UNION ALL
      SELECT project, target, NULL AS startedAt
      FROM targets
    ) AS named
    LEFT JOIN (
      SELECT toString(project) AS project, toUInt32(uniqExact(testId)) AS tests
      FROM tests
      GROUP BY project
    ) AS known ON known.project = named.project
    GROUP BY project
    ORDER BY project`);
}
