import type { RunTimeline } from "@backstory/model";

/** A row of the timeline: a worker, or a further row of one that did several things at once. */
export interface LaneRow {
  readonly lane: number;
  /** The numbers of its attempts in the timeline, by their start. */
  readonly attempts: readonly number[];
}

/** The rows of a timeline: in each, what follows does not begin before what was there has ended. */
export function laneRows(timeline: RunTimeline): LaneRow[] {
  const byLane = timeline.lanes.map((): number[] => []);
  for (const [index, [lane]] of timeline.attempts.entries()) byLane[lane]?.push(index);
  return byLane.flatMap((attempts, lane) =>
    packed(timeline, attempts).map((own): LaneRow => ({ lane, attempts: own })),
  );
}

/** Clocks are read to the millisecond: what overlaps by less is one after the other. */
const toleranceMs = 1.5;
const mostRows = 40;

function packed(timeline: RunTimeline, attempts: readonly number[]): number[][] {
  const start = (index: number) => timeline.attempts[index]?.[2] ?? 0;
  const sorted = attempts.toSorted((one, other) => start(one) - start(other) || one - other);
  const rows: { end: number; own: number[] }[] = [];
  for (const index of sorted) {
    const end = start(index) + (timeline.attempts[index]?.[3] ?? 0);
    const free =
      rows.find((row) => row.end <= start(index) + toleranceMs) ?? (rows.length < mostRows ? undefined : rows.at(-1));
    if (free === undefined) rows.push({ end, own: [index] });
    else {
      free.own.push(index);
      free.end = Math.max(free.end, end);
    }
  }
  return rows.map(({ own }) => own);
}

/** How much of the run each lane was at work, from 0 to 1 and a little over for what ran at once. */
export function busyShare({ attempts, durationMs }: RunTimeline, lane: number): number {
  const busy = attempts.reduce((sum, [of, , , took]) => (of === lane ? sum + took : sum), 0);
  return durationMs === 0 ? 0 : busy / durationMs;
}
