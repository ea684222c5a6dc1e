import type { Connection } from "../connection.ts";
import type { TargetRetention } from "./expiredSubmissions.ts";

/** The targets whose runs are not kept for ever. */
export function retainedTargets(connection: Connection): Promise<TargetRetention[]> {
  return connection.query<TargetRetention>(`
    SELECT project, target, assumeNotNull(retentionDays) AS retentionDays
    FROM targetSettings
    WHERE retentionDays IS NOT NULL
    ORDER BY project, target`);
}
