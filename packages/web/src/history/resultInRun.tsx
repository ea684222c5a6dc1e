import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
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
}

/** How a test ended in one of its runs, with everything that was captured, and the command that runs it again. */
export function ResultInRun({ testId, runId, title, attempt }: ResultInRunProps) {
  const { data: result, error, refetch } = useQuery(resultQuery(runId, testId));
  const shown = result && attemptToShow(result, attempt);
  return (
    <section className="testStory-part" aria-labelledby="resultInRun">
      <h2 id="resultInRun" className="resultInRun-title">
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
