import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import { CopyButton } from "../parts/copyButton.tsx";
import { AnsiLine } from "../result/ansiLine.tsx";
import "../result/ansiText.css";
import type { AnsiSpan } from "../text/ansiSpans.ts";
import { LogSearch } from "./logSearch.tsx";
import { useLineLink } from "./useLineLink.ts";
import "./logView.css";

const lineHeight = 18;

/**
 * Lines of any number as a terminal would show them: only those in sight exist. They can be searched, and each has an
 * address (`#<name>-L12`, with Shift up to another line).
 */
export function LogView({ lines, label }: { lines: readonly AnsiSpan[][]; label: string }) {
  const box = useRef<HTMLElement>(null);
  const [found, setFound] = useState<ReadonlySet<number>>(new Set());
  const { first, last, link } = useLineLink(label);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });
  const show = (line: number) => virtualizer.scrollToIndex(line, { align: "center" });

  useEffect(() => {
    if (first === undefined || first > lines.length) return;
    virtualizer.scrollToIndex(first - 1, { align: "center" });
    box.current?.scrollIntoView({ block: "nearest" });
  }, [first, lines.length, virtualizer]);

  return (
    <div className="log">
      <div className="log-bar">
        <span className="muted">{wholeNumber(lines.length)} lines</span>
        <LogSearch lines={lines} label={label} onFound={setFound} onShow={show} />
        <CopyButton text={textOf(lines)} label={`Copy ${label}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section className="ansi log-box" aria-label={label} tabIndex={0} ref={box}>
        <div className="log-lines" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className="log-line"
              data-linked={first !== undefined && index + 1 >= first && index + 1 <= (last ?? first) ? "" : undefined}
              data-found={found.has(index) ? "" : undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              <button
                type="button"
                className="log-number"
                tabIndex={-1}
                aria-label={`Link to line ${index + 1}`}
                onClick={(event) => link(index + 1, event.shiftKey)}
              >
                {index + 1}
              </button>
              <pre>
                <AnsiLine spans={lines[index] ?? []} />
              </pre>
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function textOf(lines: readonly AnsiSpan[][]): () => string {
  return () => lines.map((line) => line.map((span) => span.text).join("")).join("\n");
}
