import { useMemo } from "react";
import "../parts/parts.css";
import { counted } from "../format/wholeNumber.ts";
import type { AnsiSpan } from "../text/ansiSpans.ts";
import { foldTrace, type TracePart } from "../text/foldTrace.ts";
import { traceLines } from "../text/traceLines.ts";
import { AnsiLine } from "./ansiLine.tsx";
import { AnsiLines } from "./ansiLines.tsx";
import { TerminalBox } from "./terminalBox.tsx";
import { useResultView } from "./useResultView.ts";

/** Longer traces are shown as they were recorded, a part at a time. */
const foldedAtMost = 2_000;

/** A trace with the user's own frames first and the frames of libraries folded, or as it was recorded. */
export function Trace({ text }: { text: string }) {
  const [asked, ask] = useResultView("trace");
  const asRecorded = asked === "recorded";
  const setAsRecorded = (is: boolean) => ask(is ? "recorded" : undefined);
  const lines = useMemo(() => traceLines(text), [text]);
  const parts = useMemo(() => foldTrace(lines.map((line) => line.map((span) => span.text).join(""))), [lines]);
  const hasLibraries = lines.length <= foldedAtMost && parts.some((part) => part.kind === "library");
  if (!hasLibraries || asRecorded) {
    return (
      <>
        <TraceHead canFold={hasLibraries} asRecorded={asRecorded} onChange={setAsRecorded} />
        <AnsiLines lines={lines} label="Trace" />
      </>
    );
  }
  return (
    <>
      <TraceHead canFold asRecorded={false} onChange={setAsRecorded} />
      <TerminalBox label="Trace">
        {groups(parts).map((group) => {
          const shown = group.flatMap((part) => lines.slice(part.start, part.end)).filter((spans) => !isRule(spans));
          const content = shown.map((spans, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name and never move.
            <AnsiLine key={index} spans={spans} />
          ));
          const [first] = group;
          if (first?.kind !== "library") return <span key={first?.start}>{content}</span>;
          return (
            <details key={first.start}>
              <summary>{counted(shown.length, "line")} in libraries</summary>
              <span className="trace-library">{content}</span>
            </details>
          );
        })}
      </TerminalBox>
    </>
  );
}

/** Whether a line is the rule that pytest draws between frames: folded frames need none. */
function isRule([span, ...others]: readonly AnsiSpan[]): boolean {
  return span !== undefined && others.length === 0 && /^(_ )+_?\s*$/.test(span.text);
}

/** Neighbours of one kind, in the order of display, stand together. */
function groups(parts: readonly TracePart[]): TracePart[][] {
  const result: TracePart[][] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.[0]?.kind === part.kind) last.push(part);
    else result.push([part]);
  }
  return result;
}

interface TraceHeadProps {
  canFold: boolean;
  asRecorded: boolean;
  onChange: (asRecorded: boolean) => void;
}

function TraceHead({ canFold, asRecorded, onChange }: TraceHeadProps) {
  return (
    <div className="section-head">
      <h3>Trace</h3>
      {canFold && (
        <button type="button" className="textButton" aria-pressed={asRecorded} onClick={() => onChange(!asRecorded)}>
          {asRecorded ? "Own frames first" : "As recorded"}
        </button>
      )}
    </div>
  );
}
