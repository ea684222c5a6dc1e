import { Link } from "@tanstack/react-router";
import { Notice } from "../parts/notice.tsx";

/** Why the list of runs is empty, and how to fill it. */
export function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Notice title="No run matches these filters">
        Branches and builds are compared whole.{" "}
        <Link to="/runs" search={{ project: undefined, target: undefined }}>
          Show all runs
        </Link>
      </Notice>
    );
  }
  const here = `BACKSTORY_URL=${location.origin}`;
  return (
    <Notice
      title="No run has been recorded yet"
      commands={[`${here} backstory run -- pytest`, `${here} backstory run -- vitest run`]}
    >
      Run your tests once with the recorder; nothing needs to be installed in your project. They appear here as they
      finish.
    </Notice>
  );
}
