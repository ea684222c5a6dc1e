import type { FailingTogether, NeedyTest } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { testTitle } from "../format/testTitle.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { Cell } from "../grid/cell.tsx";
import { TestTitle } from "../parts/testTitle.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { type Mark, OutcomeMark } from "../status/outcomeMark.tsx";
import { firstLine } from "../text/firstLine.ts";
import { visibleText } from "../text/visibleText.ts";
import type { Need } from "./needs.ts";
import { roughDuration } from "./roughDuration.ts";

/** The words over the cells of a {@link NeedRow}. */
export const needHead = ["Kind", "What", "Target", "Since", "Who"] as const;

/** The cells of one thing that needs a person. */
export const NeedRow = memo(function NeedRow({ need, tabIndex }: { need: Need; tabIndex: number }) {
  if (need.kind === "test") return <NeedyTestCells test={need.test} isNew={need.isNew} tabIndex={tabIndex} />;
  if (need.kind === "tests") return <TogetherCells together={need.together} tabIndex={tabIndex} />;
  if (need.kind === "silent") {
    const { project, target, silence } = need.target;
    return (
      <NeedCells
        mark="incomplete"
        where={`${project} / ${target}`}
        since={silence && <TimeAgo time={silence.lastAt} />}
        note={silence && `It is seldom silent for longer than ${roughDuration(silence.usualMs)}.`}
        who=""
      >
        <Link to="/runs" search={{ project, target }} className="rowLink" tabIndex={tabIndex}>
          {target} has stopped reporting
        </Link>
      </NeedCells>
    );
  }
  const { project, target, runId, lines, reason, at } = need.run;
  return (
    <NeedCells
      mark="incomplete"
      where={`${project} / ${target}`}
      since={<TimeAgo time={at} />}
      note={visibleText(reason)}
      who=""
    >
      <Link to="/runs/$runId" params={{ runId }} className="rowLink" tabIndex={tabIndex}>
        {counted(lines, "line")} of a run could not be read
      </Link>
    </NeedCells>
  );
});

function TogetherCells({ together, tabIndex }: { together: FailingTogether; tabIndex: number }) {
  const { project, target, branch, firstFailure, tests, unassigned, isNew, examples } = together;
  const names = examples.map((test) => visibleText(testTitle(test).title)).join(", ");
  return (
    <NeedCells
      mark={examples[0]?.outcome ?? "failed"}
      where={placeOf(project, target, branch)}
      since={<TimeAgo time={firstFailure.startedAt} />}
      note={`${names} and ${wholeNumber(tests - examples.length)} more`}
      who={unassigned === tests ? "nobody" : `nobody on ${wholeNumber(unassigned)}`}
    >
      <Link
        to="/runs/$runId"
        params={{ runId: firstFailure.runId }}
        search={{ status: "failed,broken" }}
        className="rowLink"
        tabIndex={tabIndex}
      >
        {wholeNumber(tests)} tests began to fail in one run
      </Link>
      {isNew && <span className="needNew">new</span>}
    </NeedCells>
  );
}

interface NeedyTestProps {
  test: NeedyTest;
  isNew: boolean;
  tabIndex: number;
}

function NeedyTestCells({ test, isNew, tabIndex }: NeedyTestProps) {
  const { project, target, branch, outcome, firstFailure, failure, assignment, runs } = test;
  const failed = runs > 1 ? `In ${counted(runs, "run")}. ` : "";
  return (
    <NeedCells
      mark={outcome}
      where={placeOf(project, target, branch)}
      since={<TimeAgo time={firstFailure.startedAt} />}
      note={failed + visibleText(firstLine(failure?.message ?? ""))}
      who={assignment === null ? "nobody" : visibleText(assignment.assignee)}
    >
      <Link
        to="/tests/$testId"
        params={{ testId: test.testId }}
        className="rowLink"
        tabIndex={tabIndex}
        title={visibleText(test.suite)}
      >
        <TestTitle test={test} />
      </Link>
      {isNew && <span className="needNew">new</span>}
    </NeedCells>
  );
}

function placeOf(project: string, target: string, branch: string): string {
  return visibleText(branch === "" ? `${project} / ${target}` : `${project} / ${target} · ${branch}`);
}

interface NeedCellsProps {
  mark: Mark;
  /** What it is, with its link. */
  children: ReactNode;
  note: string | null;
  where: string;
  since: ReactNode;
  who: string;
}

function NeedCells({ mark, children, note, where, since, who }: NeedCellsProps) {
  return (
    <>
      <Cell>
        <OutcomeMark mark={mark} />
      </Cell>
      <Cell className="needWhat">
        <span className="cut">{children}</span>
        <span className="cut muted">
          <bdi>{note}</bdi>
        </span>
      </Cell>
      <Cell className="muted cut" title={where}>
        <bdi>{where}</bdi>
      </Cell>
      <Cell className="muted">{since}</Cell>
      <Cell className={who === "nobody" ? "muted cut" : "cut"}>
        <bdi>{who}</bdi>
      </Cell>
    </>
  );
}
