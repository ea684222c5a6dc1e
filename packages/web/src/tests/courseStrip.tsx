import type { ListedTests } from "@backstory/model";
import { useNavigate } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { absoluteTime } from "../format/absoluteTime.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { outcomeOfLetter } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";
import "../parts/strip.css";

interface CourseStripProps {
  testId: string;
  /** A letter for each of `runs`, newest first. */
  cells: string;
  runs: ListedTests["runs"];
  /** How many letters at most. */
  most: number;
}

/** How a test ended in its newest runs, the newest at the right; each letter leads to its result. */
export function CourseStrip({ testId, cells, runs, most }: CourseStripProps) {
  const navigate = useNavigate();
  const shown = runs.flatMap((run, place) => {
    const outcome = outcomeOfLetter(cells[place] ?? ".");
    return outcome === undefined ? [] : { run, outcome, letter: cells[place] };
  });
  // A link of the router for each of thousands of cells would take longer to draw than the rest of the page.
  const open = (event: MouseEvent<HTMLElement>) => {
    const runId = (event.target as HTMLElement).closest("a")?.dataset["run"];
    if (runId === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: "/runs/$runId", params: { runId }, search: { test: testId } });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <span className="strip courseStrip" onClick={open}>
      {shown.slice(0, most).map(({ run, outcome, letter }) => (
        <a
          key={run.runId}
          href={`/runs/${run.runId}?test=${testId}`}
          data-run={run.runId}
          className="strip-cell"
          data-mark={outcome}
          tabIndex={-1}
          title={visibleText(
            [
              outcome,
              [run.target, run.branch, shortCommit(run.commit)].filter(Boolean).join(" · "),
              absoluteTime(run.startedAt),
            ].join("\n"),
          )}
        >
          {letter}
        </a>
      ))}
      <span className="hidden">{`${shown
        .slice(0, most)
        .map(({ letter }) => letter)
        .join(" ")}, newest first`}</span>
    </span>
  );
}
