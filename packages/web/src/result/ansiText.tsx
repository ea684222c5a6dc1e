import { useMemo, useState } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import { ansiSpans } from "../text/ansiSpans.ts";
import { linesOf } from "../text/linesOf.ts";
import { AnsiLine } from "./ansiLine.tsx";
import { TerminalBox } from "./terminalBox.tsx";

const shownAtFirst = 400;

/** A text as a terminal would show it; a very long one is cut until one asks for the rest. */
export function AnsiText({ text, label }: { text: string; label: string }) {
  const [all, setAll] = useState(false);
  const lines = useMemo(() => linesOf(ansiSpans(text)), [text]);
  const shown = all ? lines : lines.slice(0, shownAtFirst);
  return (
    <>
      <TerminalBox label={label}>
        {shown.map((spans, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name and never move.
          <AnsiLine key={index} spans={spans} />
        ))}
      </TerminalBox>
      {shown.length < lines.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {wholeNumber(lines.length)} lines
        </button>
      )}
    </>
  );
}
