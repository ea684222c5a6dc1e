import type { RunTimeline, Status } from "@backstory/model";
import type { LaneRow } from "./laneRows.ts";

/** How high a row is, in pixels. */
export const rowHeight = 22;

const barHeight = 16;
const top = (rowHeight - barHeight) / 2;

/** What of a timeline is seen, and how wide. */
export interface TimelineFrame {
  readonly timeline: RunTimeline;
  readonly rows: readonly LaneRow[];
  readonly span: readonly [beginMs: number, endMs: number];
  readonly width: number;
}

const paintOrder: readonly Status[] = ["skipped", "passed", "broken", "failed"];

/** Draws a timeline. Failures are higher than the rest, so that colour is not the only sign, and never hidden by others. */
export function drawTimeline(canvas: HTMLCanvasElement, frame: TimelineFrame, marked: number | undefined): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { rows, width } = frame;
  const height = rows.length * rowHeight;
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  context.clearRect(0, 0, width, height);
  const fills = coloursOf(canvas);
  for (const status of paintOrder) {
    context.fillStyle = fills[status];
    for (const [row, { attempts }] of rows.entries()) {
      for (const index of attempts) paint(context, frame, { row, index, status });
    }
  }
  if (marked !== undefined) outline(context, frame, { marked, colour: colourOf(canvas, "--text") });
}

interface Bar {
  readonly row: number;
  readonly index: number;
  readonly status: Status;
}

function paint(context: CanvasRenderingContext2D, frame: TimelineFrame, { row, index, status }: Bar): void {
  if (frame.timeline.attempts[index]?.[4] !== status) return;
  const place = placeOf(frame, index);
  if (place === undefined) return;
  const isFailing = status === "failed" || status === "broken";
  const inset = isFailing ? 0 : 2;
  // A gap of one pixel parts what follows at once, where there is room for it.
  const gap = place.width > 3 ? 1 : 0;
  context.fillRect(place.left, row * rowHeight + top + inset, Math.max(place.width - gap, 1), barHeight - 2 * inset);
}

function outline(
  context: CanvasRenderingContext2D,
  frame: TimelineFrame,
  { marked, colour }: { readonly marked: number; readonly colour: string },
): void {
  const row = frame.rows.findIndex(({ attempts }) => attempts.includes(marked));
  const place = placeOf(frame, marked);
  if (place === undefined || row === -1) return;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(place.left, row * rowHeight + top, Math.max(place.width, 3), barHeight);
}

function placeOf({ timeline, span, width }: TimelineFrame, index: number) {
  const attempt = timeline.attempts[index];
  if (attempt === undefined) return undefined;
  const [begin, end] = span;
  const pixels = width / Math.max(end - begin, 0.001);
  const left = (attempt[2] - begin) * pixels;
  const right = left + attempt[3] * pixels;
  if (right < -2 || left > width + 2) return undefined;
  return { left: Math.max(left, 0), width: Math.max(Math.min(right, width) - Math.max(left, 0), 1) };
}

/** The attempt under a point, or within a few pixels of it; undefined where there is none. */
export function attemptAt(frame: TimelineFrame, x: number, y: number): { row: number; place: number } | undefined {
  const row = Math.floor(y / rowHeight);
  const attempts = frame.rows[row]?.attempts ?? [];
  let best: { place: number; distance: number } | undefined;
  for (const [place, index] of attempts.entries()) {
    const bar = placeOf(frame, index);
    if (bar === undefined) continue;
    const distance = Math.max(bar.left - x, x - bar.left - bar.width, 0);
    if (distance <= 4 && (best === undefined || distance < best.distance)) best = { place, distance };
  }
  return best && { row, place: best.place };
}

function coloursOf(canvas: HTMLCanvasElement): Record<Status, string> {
  return {
    passed: colourOf(canvas, "--passed-fill"),
    failed: colourOf(canvas, "--failed-fill"),
    broken: colourOf(canvas, "--broken-fill"),
    skipped: colourOf(canvas, "--skipped-fill"),
  };
}

/** A canvas knows no custom properties: each colour is read off an element that has it. */
function colourOf(canvas: HTMLCanvasElement, name: string): string {
  canvas.style.color = `var(${name})`;
  const { color } = getComputedStyle(canvas);
  canvas.style.color = "";
  return color;
}
