import type { RunTimeline } from "@backstory/model";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { duration } from "../../format/duration.ts";
import { useMedia } from "../../parts/useMedia.ts";
import { visibleText } from "../../text/visibleText.ts";
import { attemptAt, drawTimeline, rowHeight, type TimelineFrame } from "./drawTimeline.ts";
import type { LaneRow } from "./laneRows.ts";

interface TimelineChartProps {
  timeline: RunTimeline;
  rows: readonly LaneRow[];
  names: readonly string[];
  open: (testId: string, attempt: number) => void;
}

/**
 * The attempts of a run as bars, drawn on a canvas. Dragging shows a part of the time, a double click all of it; the arrow
 * keys go from bar to bar, `+` and `-` look closer, and Enter or a click opens.
 */
export function TimelineChart({ timeline, rows, names, open }: TimelineChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [span, setSpan] = useState<readonly [number, number]>([0, timeline.durationMs]);
  const [marked, setMarked] = useState<{ row: number; place: number }>();
  const drag = useRef<number>(undefined);
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const theme = document.documentElement.dataset["theme"] ?? (isDark ? "dark" : "light");
  const frame: TimelineFrame = { timeline, rows, span, width };
  const markedIndex = marked && rows[marked.row]?.attempts[marked.place];

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours.
  useEffect(() => {
    if (canvas.current && width > 0) drawTimeline(canvas.current, { timeline, rows, span, width }, markedIndex);
  }, [timeline, rows, span, width, markedIndex, theme]);

  const timeAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return span[0] + ((event.clientX - box.left) / box.width) * (span[1] - span[0]);
  };
  const found = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return attemptAt(frame, event.clientX - box.left, event.clientY - box.top);
  };
  const look = (begin: number, end: number) => {
    const [from, to] = [Math.max(0, Math.min(begin, end)), Math.min(timeline.durationMs, Math.max(begin, end))];
    if (to - from > 0) setSpan([from, to]);
  };
  const openMarked = (place: { row: number; place: number } | undefined) => {
    const attempt = place && timeline.attempts[rows[place.row]?.attempts[place.place] ?? -1];
    const test = attempt && timeline.tests[attempt[1]];
    if (attempt && test) open(test.testId, attempt[5]);
  };
  const zoom = (factor: number) => {
    const attempt = timeline.attempts[markedIndex ?? -1];
    const middle = attempt ? attempt[2] + attempt[3] / 2 : (span[0] + span[1]) / 2;
    const half = ((span[1] - span[0]) * factor) / 2;
    look(middle - half, middle + half);
  };
  const press = (event: KeyboardEvent) => {
    const act = keysOf({ rows, marked, setMarked, zoom, openMarked })[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <>
      <div className="timeline-chart">
        <div className="timeline-names" aria-hidden="true">
          {rows.map(({ lane, attempts }, row) => (
            <span key={attempts[0]} className="cut" style={{ height: rowHeight }} title={names[lane]}>
              {rows[row - 1]?.lane === lane ? "" : visibleText(names[lane] ?? "")}
            </span>
          ))}
        </div>
        <div
          role="application"
          className="timeline-bars"
          aria-label="Timeline: arrow keys move, Enter opens"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move within it.
          tabIndex={0}
          onKeyDown={press}
        >
          <canvas
            ref={canvas}
            style={{ height: rows.length * rowHeight }}
            onPointerDown={(event) => {
              drag.current = timeAt(event);
            }}
            onPointerMove={(event) => setMarked(found(event))}
            onPointerUp={(event) => {
              const from = drag.current;
              drag.current = undefined;
              const to = timeAt(event);
              if (from !== undefined && Math.abs(to - from) > (span[1] - span[0]) * 0.02) look(from, to);
              else openMarked(found(event));
            }}
            onDoubleClick={() => setSpan([0, timeline.durationMs])}
          />
        </div>
      </div>
      <div className="timeline-foot">
        <span>{duration(span[0])}</span>
        <p role="status" aria-live="polite">
          {wordsOf(timeline, markedIndex)}
        </p>
        {(span[0] > 0 || span[1] < timeline.durationMs) && (
          <button type="button" className="textButton" onClick={() => setSpan([0, timeline.durationMs])}>
            All of it
          </button>
        )}
        <span>{duration(span[1])}</span>
      </div>
    </>
  );
}

interface Moves {
  readonly rows: readonly LaneRow[];
  readonly marked: { row: number; place: number } | undefined;
  readonly setMarked: (place: { row: number; place: number }) => void;
  readonly zoom: (factor: number) => void;
  readonly openMarked: (place: { row: number; place: number } | undefined) => void;
}

function keysOf({ rows, marked, setMarked, zoom, openMarked }: Moves): Readonly<Record<string, () => void>> {
  const move = (rowStep: number, step: number) => () => {
    const row = Math.max(0, Math.min(rows.length - 1, (marked?.row ?? 0) + rowStep));
    const most = (rows[row]?.attempts.length ?? 1) - 1;
    setMarked({ row, place: marked ? Math.max(0, Math.min(most, marked.place + step)) : 0 });
  };
  return {
    ArrowRight: move(0, 1),
    ArrowLeft: move(0, -1),
    ArrowDown: move(1, 0),
    ArrowUp: move(-1, 0),
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    Enter: () => openMarked(marked),
  };
}

function wordsOf({ attempts, tests }: RunTimeline, index: number | undefined): string {
  const attempt = attempts[index ?? -1];
  const test = attempt && tests[attempt[1]];
  if (attempt === undefined || test === undefined) return "";
  const [, , startMs, durationMs, status, number] = attempt;
  const which = number > 1 ? `, attempt ${number}` : "";
  return visibleText(
    `${test.name}${which}: ${status} in ${duration(durationMs)}, at ${duration(startMs)} · ${test.suite}`,
  );
}
