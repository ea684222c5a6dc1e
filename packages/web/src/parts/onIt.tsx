import type { Assignment } from "@backstory/model";
import { visibleText } from "../text/visibleText.ts";
import { TimeAgo } from "./timeAgo.tsx";

/** Who is on a test, since when and why; nothing while nobody is. */
export function OnIt({ assignment }: { assignment: Assignment | null }) {
  if (assignment?.state !== "open") return null;
  const { assignee, assignedAt, reason } = assignment;
  return (
    <p>
      <span>
        On it: <strong>{visibleText(assignee)}</strong>, assigned <TimeAgo time={assignedAt} />
        {reason && `: ${visibleText(reason)}`}
      </span>
    </p>
  );
}
