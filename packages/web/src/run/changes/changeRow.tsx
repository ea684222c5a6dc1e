import type { AbsenceReason, Change } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { duration } from "../../format/duration.ts";
import { counted } from "../../format/wholeNumber.ts";
import { Cell } from "../../grid/cell.tsx";
import { TestTitle } from "../../parts/testTitle.tsx";
import { TimeAgo } from "../../parts/timeAgo.tsx";
import { OutcomeMark } from "../../status/outcomeMark.tsx";
import { firstLine } from "../../text/firstLine.ts";
import { visibleText } from "../../text/visibleText.ts";
import "../resultsList.css";

/** The words over the cells of a {@link ChangeRow}. */
export const changeHead = ["Outcome", "Test", "What changed"] as const;

const absences: Readonly<Record<AbsenceReason, string>> = {
  removed: "gone",
  deselected: "left out by this run",
  "shard-lost": "its shard never came",
  incomplete: "the run broke off",
};

interface ChangeRowProps {
  change: Change;
  tabIndex: number;
  isOther: boolean;
}

/** The cells of one test that changed. What is not in this run leads to its history. */
export const ChangeRow = memo(function ChangeRow({ change, tabIndex, isOther }: ChangeRowProps) {
  const { testId, suite, before, after } = change;
  const isHere = after.runs > 0;
  const title = (
    <>
      <TestTitle test={change} />
      <bdi className="muted resultRow-suite">{visibleText(suite)}</bdi>
    </>
  );
  const message = firstLine((after.failure ?? before.failure)?.message ?? "");
  return (
    <>
      <Cell>
        <OutcomeMark mark={after.outcome ?? "empty"} />
      </Cell>
      <Cell className="resultRow-test">
        {isHere ? (
          <Link
            from="/runs/$runId"
            to="."
            search={(search) => ({ ...search, test: testId, attempt: undefined })}
            resetScroll={false}
            replace={isOther}
            state={(state) => (isOther ? state : { ...state, opened: true })}
            className="rowLink cut"
            tabIndex={tabIndex}
          >
            {title}
          </Link>
        ) : (
          <Link to="/tests/$testId" params={{ testId }} className="rowLink cut" tabIndex={tabIndex}>
            {title}
          </Link>
        )}
        <span className="resultRow-message cut" data-mark={after.failure ? "failed" : "skipped"}>
          {message}
        </span>
      </Cell>
      <Cell className="muted">{evidence(change)}</Cell>
    </>
  );
});

function evidence({ before, after, since, absence, slowness }: Change): ReactNode {
  if (absence !== null) return absences[absence];
  if (slowness !== null) {
    return `${duration(slowness.durationMs)}, usually ${duration(slowness.medianMs)} (×${slowness.ratio.toFixed(1)})`;
  }
  if (since !== null && since.runs > 1) {
    return (
      <>
        since <TimeAgo time={since.firstFailure.startedAt} />, {counted(since.runs, "run")}
      </>
    );
  }
  return `${before.outcome ?? "not there"} before, ${after.outcome ?? "not there"} now`;
}
