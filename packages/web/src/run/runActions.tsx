import type { RunDetail } from "@backstory/model";
import { Link, useNavigate } from "@tanstack/react-router";
import { apiAddress } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { shellWord } from "../format/shellWord.ts";
import { sqlText } from "../format/sqlText.ts";
import { useKeys } from "../keyboard/useKeys.ts";
import { CopyAs } from "../parts/copyAs.tsx";

/** What can be done with a whole run: compare it, copy what it is, keep it as one file. */
export function RunActions({ run }: { run: RunDetail }) {
  const { runId, project, submissions } = run;
  const asof = useAsof();
  const navigate = useNavigate();
  const comparison = { a: "previous", b: runId };
  useKeys({ c: () => void navigate({ to: "/compare", search: comparison as never }) });
  const ids = submissions.map(({ submissionId }) => sqlText(submissionId)).join(", ");
  return (
    <div className="runActions">
      <Link to="/compare" search={comparison as never} className="button">
        Compare
      </Link>
      <CopyAs
        cli={`backstory show ${shellWord(runId)}`}
        sql={`SELECT testId, status, durationMs FROM resultsByRun FINAL WHERE project = ${sqlText(project)} AND submissionId IN (${ids})`}
        items={[run]}
        columns={[
          { head: "Run", cell: (row) => row.runId },
          { head: "Target", cell: (row) => row.target },
          { head: "Failed", cell: (row) => String(row.counts.failed + row.counts.broken) },
          { head: "Tests", cell: (row) => String(row.counts.total) },
        ]}
      />
      <a
        className="button"
        href={apiAddress(`/runs/${encodeURIComponent(runId)}/export.html`, { asof })}
        download={`run-${runId}.html`}
        title="The whole run in one file, for people who cannot come here"
      >
        Export
      </a>
    </div>
  );
}
