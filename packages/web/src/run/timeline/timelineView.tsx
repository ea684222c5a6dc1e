import type { RunDetail, RunTimeline } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { duration } from "../../format/duration.ts";
import { counted, wholeNumber } from "../../format/wholeNumber.ts";
import { Notice } from "../../parts/notice.tsx";
import { Problem } from "../../parts/problem.tsx";
import { SkeletonRows } from "../../parts/skeletonRows.tsx";
import { runTimelineQuery } from "../../queries/runPartsQueries.ts";
import { submissionWord } from "../submissionWord.ts";
import { busyShare, laneRows } from "./laneRows.ts";
import { TimelineChart } from "./timelineChart.tsx";
import "./timeline.css";

interface TimelineViewProps {
  run: RunDetail;
  open: (testId: string, attempt: number) => void;
}

/** When which attempt ran on which worker, and how much of the run each was at work. */
export function TimelineView({ run, open }: TimelineViewProps) {
  const { data: timeline, error, refetch } = useQuery(runTimelineQuery(run.runId));
  const rows = useMemo(() => (timeline ? laneRows(timeline) : []), [timeline]);
  if (error && !timeline) return <Problem error={error} retry={() => void refetch()} />;
  if (!timeline) return <SkeletonRows count={6} rowHeight={24} />;
  if (timeline.attempts.length === 0) return <Notice title="Nothing has run yet" />;
  const names = timeline.lanes.map((lane) => laneName(run, lane));
  return (
    <div className="timeline">
      <p className="muted">
        {counted(timeline.total, "attempt")} on {counted(timeline.lanes.length, "worker")} in{" "}
        {duration(timeline.durationMs)}
        {timeline.total > timeline.attempts.length &&
          `; the ${wholeNumber(timeline.attempts.length)} longest are drawn`}
      </p>
      <TimelineChart timeline={timeline} rows={rows} names={names} open={open} />
      <Busy timeline={timeline} names={names} />
    </div>
  );
}

function laneName({ submissions }: RunDetail, { submissionId, worker }: RunTimeline["lanes"][number]): string {
  const submission = submissions.length > 1 && submissions.find((each) => each.submissionId === submissionId);
  return [submission ? submissionWord(submission) : "", worker].filter(Boolean).join(" · ") || "one process";
}

/** The same for those who do not see the drawing. */
function Busy({ timeline, names }: { timeline: RunTimeline; names: readonly string[] }) {
  return (
    <table className="timeline-busy">
      <thead>
        <tr>
          <th scope="col">Worker</th>
          <th scope="col">Attempts</th>
          <th scope="col">At work</th>
        </tr>
      </thead>
      <tbody>
        {names.slice(0, 200).map((name, lane) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lanes can be called the same, and never move.
          <tr key={lane}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>{wholeNumber(timeline.attempts.filter(([of]) => of === lane).length)}</td>
            <td>{Math.round(busyShare(timeline, lane) * 100)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
