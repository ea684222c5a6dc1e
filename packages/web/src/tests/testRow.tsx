import type { Test } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { Cell } from "../grid/cell.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";

/** The words over the cells of a {@link TestRow}. */
export const testsHead = ["Last outcome", "Test", "Suite", "Project", "Last run"] as const;

/** The cells of one test in the list of tests. */
export const TestRow = memo(function TestRow({ test, tabIndex }: { test: Test; tabIndex: number }) {
  return (
    <>
      <Cell>
        <OutcomeMark mark={test.lastOutcome} />
      </Cell>
      <Cell className="cut">
        <Link to="/tests/$testId" params={{ testId: test.testId }} className="rowLink" tabIndex={tabIndex}>
          <TestTitle test={test} />
        </Link>
      </Cell>
      <Cell className="muted cut" title={test.suite}>
        <bdi>{visibleText(test.suite)}</bdi>
      </Cell>
      <Cell className="muted cut">{test.project}</Cell>
      <Cell className="muted">
        <TimeAgo time={test.lastSeenAt} />
      </Cell>
    </>
  );
});
