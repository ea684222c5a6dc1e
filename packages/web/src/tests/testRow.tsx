import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { duration } from "../format/duration.ts";
import { percent } from "../format/percent.ts";
import { Cell } from "../grid/cell.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import type { ShownTest } from "../queries/testsQuery.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import { CourseStrip } from "./courseStrip.tsx";

/** The words over the cells of a {@link TestRow}. */
export const testsHead = [
  "Last outcome",
  "Test",
  "Suite",
  "Recent runs",
  "Pass rate",
  "Median",
  "p95",
  "On it",
  "Last run",
] as const;

/** The cells of one test in the list of tests. */
export const TestRow = memo(function TestRow({ test, tabIndex }: { test: ShownTest; tabIndex: number }) {
  const { testId, passRate, p50Ms, p95Ms, assignment } = test;
  return (
    <>
      <Cell>
        <OutcomeMark mark={test.lastOutcome} />
      </Cell>
      <Cell className="cut">
        <Link to="/tests/$testId" params={{ testId }} className="rowLink" tabIndex={tabIndex}>
          <TestTitle test={test} />
        </Link>
      </Cell>
      <Cell className="muted cut" title={visibleText(test.suite)}>
        <bdi>{visibleText(test.suite)}</bdi>
      </Cell>
      <Cell>
        <CourseStrip testId={testId} cells={test.cells} runs={test.lookedAt} most={20} />
      </Cell>
      <Cell className={passRate !== null && passRate < 1 ? "number testRow-bad" : "number muted"}>
        {passRate === null ? "–" : percent(passRate)}
      </Cell>
      <Cell className="number">{p50Ms === null ? "–" : duration(p50Ms)}</Cell>
      <Cell className="number muted">{p95Ms === null ? "–" : duration(p95Ms)}</Cell>
      <Cell className="cut" title={visibleText(assignment?.reason ?? "")}>
        {assignment && <bdi>{visibleText(assignment.assignee)}</bdi>}
      </Cell>
      <Cell className="muted number">
        <TimeAgo time={test.lastSeenAt} />
      </Cell>
    </>
  );
});
