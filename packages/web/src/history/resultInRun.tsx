import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Command } from "../parts/command.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { resultQuery } from "../queries/resultQuery.ts";
import { AttemptDetails } from "../result/attemptDetails.tsx";
import { AttemptTabs } from "../result/attemptTabs.tsx";
import { attemptToShow } from "../result/attemptToShow.ts";
import { OutcomeMark } from "../status/outcomeMark.tsx";
import { visibleText } from "../text/visibleText.ts";
import "../result/resultPanel.css";

interface ResultInRunProps {
  testId: string;
  runId: string;
  /** What this run is to the test, as `Last failure`. */
  title: string;
  attempt: number | undefined;
  /** Whether the reader asked for this one, who is led to it where it is not beside what was pressed. */
  isAsked: boolean;
}

/** How a test ended in one of its runs, with everything that was captured, and the command that runs it again. */
export function ResultInRun({ testId, runId, title, attempt, isAsked }: ResultInRunProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(runId);
  useEffect(() => {
    const isNew = before.current !== runId;
    before.current = runId;
    if (isNew && isAsked && matchMedia("(width < 1200px)").matches) heading.current?.scrollIntoView();
  }, [runId, isAsked]);
  const { data: result, error, refetch } = useQuery(resultQuery(runId, testId));
  const shown = result && attemptToShow(result, attempt);
  return (
    <section className="testStory-part" aria-labelledby="resultInRun">
      <h2 id="resultInRun" className="resultInRun-title" ref={heading}>
        {result && <OutcomeMark mark={result.outcome} />}
        {title}
        {result && (
          <>
            ,{" "}
            <Link to="/runs/$runId" params={{ runId }} search={{ test: testId }}>
              <bdi>{visibleText(result.run.buildName || result.run.branch) || "in its run"}</bdi>{" "}
              <TimeAgo time={result.run.startedAt} />
            </Link>
          </>
        )}
      </h2>
      {error && !result && <Problem error={error} retry={() => void refetch()} />}
      {!result && !error && <SkeletonRows count={8} rowHeight={32} />}
      {result?.command && <Command text={result.command} label="Copy the command that runs this test" />}
      {result && shown && result.attempts.length > 1 && <AttemptTabs attempts={result.attempts} shown={shown} />}
      {result && shown && <AttemptDetails key={shown.resultId} attempt={shown} params={result.params} />}
    </section>
  );
}
