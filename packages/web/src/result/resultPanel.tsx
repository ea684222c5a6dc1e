import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Command } from "../parts/command.tsx";
import { Icon } from "../parts/icon.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { resultQuery } from "../queries/resultQuery.ts";
import { AttemptDetails } from "./attemptDetails.tsx";
import { AttemptTabs } from "./attemptTabs.tsx";
import { attemptToShow } from "./attemptToShow.ts";
import { ResultHeader } from "./resultHeader.tsx";
import "./resultPanel.css";

interface ResultPanelProps {
  runId: string;
  testId: string;
  attempt: number | undefined;
  close: () => void;
}

/** One result, opened: beside the list where there is room, over it where there is none. */
export function ResultPanel({ runId, testId, attempt, close }: ResultPanelProps) {
  const { data: result, error, refetch } = useQuery(resultQuery(runId, testId));
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    panel.current?.scrollTo(0, 0);
    // Over the list the panel is all there is to see, so the keyboard has to be in it.
    if (testId && matchMedia("(width < 1000px)").matches) panel.current?.focus();
  }, [testId]);

  const shown = result && attemptToShow(result, attempt);
  return (
    <section className="panel" aria-label="Result" ref={panel} tabIndex={-1}>
      <button type="button" className="iconButton panel-close" onClick={close} title="Close (Esc)">
        <Icon name="close" />
        <span className="hidden">Close the result</span>
      </button>
      {error && !result && <Problem error={error} retry={() => void refetch()} />}
      {!result && !error && <SkeletonRows count={10} rowHeight={36} />}
      {result && <ResultHeader result={result} runId={runId} />}
      {result?.command && <Command text={result.command} label="Copy the command that runs this test" />}
      {result && result.attempts.length > 1 && shown && <AttemptTabs attempts={result.attempts} shown={shown} />}
      {result && shown && <AttemptDetails key={shown.resultId} attempt={shown} params={result.params} />}
    </section>
  );
}
