import type { AuditEntry } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "../queries/jsonText.ts";
import type { TargetKey } from "./targetSettings.ts";

type AuditRow = Omit<AuditEntry, "details"> & { readonly details: string };

const listed = 500;

/** What was changed about a target, its runs, its results and its tokens, newest first, at most 500 things. */
export async function targetAudit(
  connection: Connection,
  { project, target }: TargetKey,
  asof: string | undefined,
): Promise<AuditEntry[]> {
  const rows = await connection.query<AuditRow>(
    `
    SELECT toDateTime64(version, 3, 'UTC') AS at, \`by\`, reason, action, subject, details
    FROM (
      SELECT
        version, \`by\`, reason, if(deleted, 'target-deleted', 'settings-changed') AS action, '' AS subject,
        toJSONString(map(
          'consolidation', toString(consolidation), 'replacement', toString(replacement),
          'interpretation', interpretation, 'displayColumns', toString(displayColumns), 'defaultBranch', defaultBranch,
          'retentionDays', ifNull(toString(retentionDays), ''), 'description', description, 'group', \`group\`
        )) AS details
      FROM targetFacts
      WHERE project = {project:String} AND target = {target:String}
      UNION ALL
      SELECT
        max(runMarks.version) AS version, \`by\`, reason,
        multiIf(mark = 'deleted', if(stands, 'run-deleted', 'run-restored'), stands, 'run-pinned', 'run-unpinned') AS action,
        toString(runId) AS subject, toJSONString(map('submissions', toString(count()))) AS details
      FROM runMarks
      WHERE project = {project:String} AND submissionId IN (${submissionsOfTarget})
      GROUP BY \`by\`, reason, mark, stands, runId, toStartOfSecond(runMarks.version)
      UNION ALL
      SELECT
        max(overrides.version) AS version, \`by\`, reason,
        if(stands, 'result-overridden', 'override-removed') AS action, toString(testId) AS subject,
        toJSONString(map('status', toString(status), 'runId', toString(runId))) AS details
      FROM overrides
      WHERE project = {project:String} AND submissionId IN (${submissionsOfTarget})
      GROUP BY \`by\`, reason, stands, status, testId, runId, toStartOfSecond(overrides.version)
      UNION ALL
      SELECT
        version, '' AS \`by\`, '' AS reason,
        multiIf(
          revokedAt IS NOT NULL, 'token-revoked',
          row_number() OVER (PARTITION BY tokenId ORDER BY version) = 1, 'token-created',
          'token-regenerated'
        ) AS action,
        tokenId AS subject, toJSONString(map('name', name, 'prefix', prefix)) AS details
      FROM tokens
      WHERE project = {project:String} AND target = {target:String}
    )
    WHERE version <= if({asof:String} = '', now64(6), parseDateTime64BestEffort({asof:String}, 6, 'UTC'))
    ORDER BY version DESC
    LIMIT {listed:UInt32}`,
    { project, target, listed, asof: asof ?? "" },
  );
  return rows.map(({ details, ...entry }) => ({ ...entry, details: fromJsonText(details, {}) }));
}

const submissionsOfTarget = `
        SELECT submissionId
        FROM submissionSummaries FINAL
        WHERE project = {project:String} AND target = {target:String}`;
