import { Link } from "@tanstack/react-router";
import type { RunSearch, RunView } from "../search/runSearch.ts";
import "./runViews.css";

const views: readonly (readonly [view: RunView | undefined, word: string])[] = [
  [undefined, "Results"],
  ["timeline", "Timeline"],
  ["harvest", "Harvest"],
  ["files", "Files"],
];

/** The parts of a run's page. */
export function RunViews({ search }: { search: RunSearch }) {
  return (
    <nav className="runViews" aria-label="Parts of this run">
      {views.map(([view, word]) => (
        <Link
          key={word}
          from="/runs/$runId"
          to="."
          search={(before) => ({ ...before, view, change: undefined })}
          resetScroll={false}
          activeProps={{}}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={search.view === view ? "page" : undefined}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
