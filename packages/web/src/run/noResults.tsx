import type { RunDetail } from "@backstory/model";
import { Notice } from "../parts/notice.tsx";

/** Why a run shows no result: the filters leave none, none has come yet, or there is none. */
export function NoResults({ run }: { run: RunDetail }) {
  if (run.counts.total > 0) {
    return <Notice title="No result matches">Take away a filter or a word of the search to see more.</Notice>;
  }
  if (run.state === "running")
    return <Notice title="No test has finished yet">Results appear here as they come.</Notice>;
  return (
    <Notice title="This run has no results">
      The runner started and ended without running a test: look at its own output for why, and at the errors above.
    </Notice>
  );
}
