import { sqlText } from "./sqlText.ts";

/** What stands after WITH in a query that reads statuses as targets do: their readings of their runners' words, by target. */
export function readings(project: string | undefined): string {
  const where = project ? ` WHERE project = ${sqlText(project)}` : "";
  return `(
    SELECT mapFromArrays(groupArray(concat(project, ' ', target)), groupArray(interpretation)) FROM targetSettings${where}
  ) AS readings`;
}

/** What the status of a row of results means in its target; the row has `project`, `target`, `status` and `rawStatus`. */
export const statusRead =
  "firstNonDefault(JSONExtractString(readings[concat(project, ' ', target)], if(rawStatus = '', toString(status), rawStatus)), toString(status))";
