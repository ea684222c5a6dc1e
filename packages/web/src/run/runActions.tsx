import type { RunDetail } from "@backstory/model";
import { Link, useNavigate } from "@tanstack/react-router";
import { apiAddress } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { useKeys } from "../keyboard/useKeys.ts";

/** What can be done with a whole run: compare it, keep it as one file. */
export function RunActions({ run }: { run: RunDetail }) {
  const { runId } = run;
  const asof = useAsof();
  const navigate = useNavigate();
  const comparison = { a: "previous", b: runId };
  useKeys({ c: () => void navigate({ to: "/compare", search: comparison as never }) });
  return (
    <div className="runActions">
      <Link to="/compare" search={comparison as never} className="button">
        Compare
      </Link>
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
