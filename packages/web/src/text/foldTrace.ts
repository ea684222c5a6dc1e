import { isLibraryPath } from "./isLibraryPath.ts";

/** Lines `start` to `end` (exclusive) of a trace: plain text, frames of the user's own code, or frames of libraries. */
export interface TracePart {
  kind: "text" | "own" | "library";
  start: number;
  end: number;
}

const pytestSeparator = /^(?:_ ){5,}_?\s*$/;
const pytestLocation = /^([^\s:][^:]*\.py):\d+:(?! in )/;
const pythonFrame = /^(\s*)(?:File "([^"]+)", line \d+|([^\s:][^:]*\.pyx?):\d+: in )/;
const javascriptFrame = /^\s+(?:at |❯ )(.*:\d+(?::\d+)?\)?|.*\(native\)|.*\(<anonymous>\))$/;

/**
 * Cuts a trace (its lines without ANSI sequences) into parts, so that in each stack the user's own frames come first and
 * the library frames behind them can be folded. A stack of library frames only stays text. Every line is in one part.
 */
export function foldTrace(lines: readonly string[]): TracePart[] {
  const pieces = lines.some((line) => pytestSeparator.test(line)) ? pytestSections(lines) : stackFrames(lines);
  const parts: TracePart[] = [];
  for (let first = 0; first < pieces.length; ) {
    let next = first + 1;
    if (pieces[first]?.kind !== "text") while (next < pieces.length && pieces[next]?.kind !== "text") next++;
    parts.push(...ownFirst(pieces.slice(first, next)));
    first = next;
  }
  return joined(parts);
}

function ownFirst(stack: TracePart[]): TracePart[] {
  const own = stack.filter((part) => part.kind !== "library");
  if (own.length === 0) return stack.map((part) => ({ ...part, kind: "text" }));
  return [...own, ...stack.filter((part) => part.kind === "library")];
}

/** Neighbours of one kind that follow each other in the text become one part. */
function joined(parts: TracePart[]): TracePart[] {
  const result: TracePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind && last.end === part.start) last.end = part.end;
    else result.push({ ...part });
  }
  return result;
}

/** pytest's long style: a section a frame, with its source first and its place in its last line. */
function pytestSections(lines: readonly string[]): TracePart[] {
  const parts: TracePart[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index++) {
    const line = lines[index];
    if (line !== undefined && !pytestSeparator.test(line)) continue;
    const end = Math.min(index + 1, lines.length);
    const place = lines.slice(start, end).findLast((candidate) => pytestLocation.test(candidate));
    const path = place === undefined ? "" : (pytestLocation.exec(place)?.[1] ?? "");
    if (end > start) parts.push({ kind: isLibraryPath(path) ? "library" : "own", start, end });
    start = end;
  }
  return parts;
}

function stackFrames(lines: readonly string[]): TracePart[] {
  const parts: TracePart[] = [];
  for (let index = 0; index < lines.length; ) {
    const part = frameAt(lines, index) ?? { kind: "text" as const, start: index, end: index + 1 };
    parts.push(part);
    index = part.end;
  }
  return parts;
}

function frameAt(lines: readonly string[], start: number): TracePart | undefined {
  const line = lines[start] ?? "";
  const javascript = javascriptFrame.exec(line);
  if (javascript?.[1] !== undefined) {
    return { kind: isLibraryPath(javascript[1]) ? "library" : "own", start, end: start + 1 };
  }
  const python = pythonFrame.exec(line);
  if (!python) return undefined;
  const indent = python[1]?.length ?? 0;
  let end = start + 1;
  while (end < lines.length && indentOf(lines[end]) > indent && !pythonFrame.test(lines[end] ?? "")) end++;
  return { kind: isLibraryPath(python[2] ?? python[3] ?? "") ? "library" : "own", start, end };
}

function indentOf(line: string | undefined): number {
  return line === undefined ? 0 : line.length - line.trimStart().length;
}
