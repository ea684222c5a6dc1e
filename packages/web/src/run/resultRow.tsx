import type { RunResult } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { duration } from "../format/duration.ts";
import { Cell } from "../grid/cell.tsx";
import { Icon } from "../parts/icon.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { outcomes } from "../status/outcomes.ts";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";

/** The words over the cells of a {@link ResultRow}. */
export const resultHead = ["Outcome", "Test", "Attempts", "Duration"] as const;

interface ResultRowProps {
  result: RunResult;
  tabIndex: number;
  withSuite: boolean;
  /** Whether a result is open already, in whose place this one opens. */
  isOther: boolean;
  /** How far it stands in, below a group. */
  depth?: number;
  /** Whether it is one of those that something will be done to. */
  isChosen: boolean;
  choose: (testId: string, toHere: boolean) => void;
}

/** The cells of one result in the list of a run: a failure shows the first line of its message. */
export const ResultRow = memo(function ResultRow(props: ResultRowProps) {
  const { result, tabIndex, withSuite, isOther, depth = 0, isChosen, choose } = props;
  const { testId, suite, outcome, rawStatus, attempts, failure, durationMs, assignment } = result;
  const message = outcomes[outcome].failing ? firstLine(failure?.message ?? "") : "";
  return (
    <>
      <Cell className="resultRow-mark">
        <input
          type="checkbox"
          aria-label={`Choose ${visibleText(result.name)}`}
          checked={isChosen}
          tabIndex={-1}
          onChange={(event) => choose(testId, (event.nativeEvent as MouseEvent).shiftKey)}
        />
        <OutcomeMark mark={outcome} />
      </Cell>
      <Cell className="resultRow-test">
        <Link
          from="/runs/$runId"
          to="."
          search={(search) => ({ ...search, test: testId, attempt: undefined })}
          resetScroll={false}
          replace={isOther}
          state={(before) => (isOther ? before : { ...before, opened: true })}
          className="rowLink cut"
          style={depth > 0 ? { paddingLeft: depth * 16 } : undefined}
          tabIndex={tabIndex}
        >
          <TestTitle test={result} />
          {withSuite && <bdi className="muted resultRow-suite">{visibleText(suite)}</bdi>}
        </Link>
        {message && (
          <span className="resultRow-message cut" data-mark={outcome}>
            {message}
          </span>
        )}
      </Cell>
      <Cell className="muted resultRow-on">
        {assignment?.state === "open" && (
          <span className="chip cut" title={`On it: ${visibleText(assignment.assignee)}`}>
            <Icon name="person" size={12} /> {visibleText(assignment.assignee)}
          </span>
        )}
        {attempts > 1 && (
          <span title={`${attempts} attempts`}>
            <span aria-hidden="true">×{attempts}</span>
            <span className="hidden">{attempts} attempts</span>
          </span>
        )}
        {rawStatus && rawStatus !== outcome && attempts === 1 && <span className="chip">{visibleText(rawStatus)}</span>}
      </Cell>
      <Cell className="muted">{duration(durationMs)}</Cell>
    </>
  );
});
