import type { Project } from "@backstory/model";
import type { Connection } from "../connection.ts";

/** Every project that was made, or has a run, a token or a setting, by name. */
export function listProjects(connection: Connection): Promise<Project[]> {
  return connection.query<Project>(`
    SELECT
      named.project AS project,
      toUInt32(uniqExactIf(named.target, named.target != '')) AS targets,
      any(known.tests) AS tests,
      max(named.startedAt) AS lastRunAt
    FROM (
      SELECT
        toString(project) AS project, toString(target) AS target,
        max(runs.startedAt)::Nullable(DateTime64(3, 'UTC')) AS startedAt
      FROM currentRuns AS runs
      GROUP BY project, target
      UNION ALL
      SELECT project, target, NULL AS startedAt
      FROM targets
      WHERE (project, target) NOT IN (SELECT project, target FROM targetSettings WHERE deleted)
      UNION ALL
      SELECT project, target, NULL AS startedAt
      FROM targetSettings
      WHERE NOT deleted
      UNION ALL
      SELECT project, '' AS target, NULL AS startedAt
      FROM projects
    ) AS named
    LEFT JOIN (
      SELECT toString(project) AS project, toUInt32(uniqExact(testId)) AS tests
      FROM tests
      GROUP BY project
    ) AS known ON known.project = named.project
    GROUP BY project
    ORDER BY project`);
}
