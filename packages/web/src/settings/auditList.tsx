import type { AuditEntry } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { counted } from "../format/wholeNumber.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { auditQuery, type TargetKey } from "../queries/settingsQueries.ts";
import { visibleText } from "../text/visibleText.ts";

/** Who changed what about a target, its runs, results and tokens, newest first, the older ones when asked for. */
export function AuditList({ target }: { target: TargetKey }) {
  const entries = useQuery(auditQuery(target)).data ?? [];
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, shownAtFirst);
  return (
    <section className="settingsSection" aria-labelledby="audit">
      <div className="tableHead">
        <h2 id="audit">What was changed</h2>
        {entries.length > 0 && <CopyAs cli={commandOf(target)} items={entries} columns={columns} />}
      </div>
      {entries.length === 0 && <p className="muted">Nothing yet.</p>}
      <ol className="auditList">
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may have been made at once.
          <li key={`${entry.at} ${index}`}>
            <span className="muted">
              <TimeAgo time={entry.at} />
            </span>
            <span>
              {visibleText(sentenceOf(entry))}
              <span className="muted">{visibleText(changedIn(entries, index))}</span>
            </span>
            {entry.reason && <q>{visibleText(entry.reason)}</q>}
          </li>
        ))}
      </ol>
      {entries.length > shownAtFirst && (
        <button type="button" className="textButton" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `All ${counted(entries.length, "change")}`}
        </button>
      )}
    </section>
  );
}

function commandOf({ project, target }: TargetKey): string {
  return commandLine(["target", "audit", `${project}/${target}`], { limit: 50 });
}

const columns: readonly CopyColumn<AuditEntry>[] = [
  { head: "When", cell: ({ at }) => at },
  { head: "By", cell: ({ by }) => by },
  { head: "What", cell: ({ action }) => action },
  { head: "Of what", cell: ({ subject }) => subject },
  { head: "Reason", cell: ({ reason }) => reason },
];

const shownAtFirst = 12;

const actions: Readonly<Record<AuditEntry["action"], string>> = {
  "settings-changed": "changed the settings",
  "target-deleted": "deleted the target",
  "run-deleted": "deleted the run",
  "run-restored": "restored the run",
  "run-pinned": "pinned the run",
  "run-unpinned": "let go the run",
  "result-overridden": "corrected a result of the test",
  "override-removed": "took back a correction of the test",
  "token-created": "made the token",
  "token-regenerated": "made a new secret for the token",
  "token-revoked": "revoked the token",
};

function sentenceOf({ by, action, subject, details }: AuditEntry): string {
  const about = typeof details["name"] === "string" ? details["name"] : subject;
  return `${by || "Somebody"} ${actions[action]} ${about}`.trim();
}

/** What a change of the settings changed: each setting with what it became. */
function changedIn(entries: readonly AuditEntry[], index: number): string {
  const entry = entries[index];
  if (entry?.action !== "settings-changed") return "";
  const before = entries.slice(index + 1).find(({ action }) => action === "settings-changed")?.details ?? unsaid;
  const changed = Object.entries(entry.details).filter(([name, value]) => (before[name] ?? "") !== value);
  return changed.length === 0 ? "" : `: ${changed.map(([name, value]) => `${name} ${value || "nothing"}`).join(", ")}`;
}

const unsaid: AuditEntry["details"] = {
  consolidation: "false",
  replacement: "false",
  interpretation: "{}",
  displayColumns: "[]",
};
