import type { HistoryEntry } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { duration } from "../format/duration.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { Cell } from "../grid/cell.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";

/** The words over the cells of a {@link HistoryRow}. */
export const historyHead = [
  "Outcome",
  "Started",
  "Target",
  "Branch",
  "Commit",
  "Build",
  "Message",
  "Attempts",
  "Duration",
] as const;

interface HistoryRowProps {
  entry: HistoryEntry;
  testId: string;
  tabIndex: number;
}

/** The cells of one run in the history of a test. */
export const HistoryRow = memo(function HistoryRow({ entry, testId, tabIndex }: HistoryRowProps) {
  const { run, target, outcome, attempts, message } = entry;
  return (
    <>
      <Cell>
        <OutcomeMark mark={outcome} />
      </Cell>
      <Cell>
        <Link
          to="/runs/$runId"
          params={{ runId: run.runId }}
          search={{ test: testId }}
          className="rowLink"
          tabIndex={tabIndex}
        >
          <TimeAgo time={run.startedAt} />
        </Link>
      </Cell>
      <Cell className="cut">{target}</Cell>
      <Cell className="cut" title={run.branch}>
        <bdi>{visibleText(run.branch)}</bdi>
      </Cell>
      <Cell className="mono cut" title={run.commit}>
        {shortCommit(visibleText(run.commit))}
      </Cell>
      <Cell className="cut" title={run.buildName}>
        <bdi>{visibleText(run.buildName)}</bdi>
      </Cell>
      <Cell className="cut">
        <span className="resultRow-message" data-mark={outcome}>
          {firstLine(message)}
        </span>
      </Cell>
      <Cell className="muted">{attempts > 1 && `×${attempts}`}</Cell>
      <Cell>{duration(entry.durationMs)}</Cell>
    </>
  );
});
