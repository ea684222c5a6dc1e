import { useState } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import type { AnsiSpan } from "../text/ansiSpans.ts";
import { AnsiLine } from "./ansiLine.tsx";
import { TerminalBox } from "./terminalBox.tsx";

const shownAtFirst = 400;

/** Lines as a terminal would show them; of very many the first ones, until one asks for the rest. */
export function AnsiLines({ lines, label }: { lines: readonly AnsiSpan[][]; label: string }) {
  const [all, setAll] = useState(false);
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
