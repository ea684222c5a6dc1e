import { LogView } from "../log/logView.tsx";
import type { AnsiSpan } from "../text/ansiSpans.ts";
import { AnsiLine } from "./ansiLine.tsx";
import { TerminalBox } from "./terminalBox.tsx";

/** More lines are shown as a log, of which only what is in sight exists. */
const fewLines = 200;

/** Lines as a terminal would show them. */
export function AnsiLines({ lines, label }: { lines: readonly AnsiSpan[][]; label: string }) {
  if (lines.length > fewLines) return <LogView lines={lines} label={label} />;
  return (
    <TerminalBox label={label}>
      {lines.map((spans, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name and never move.
        <AnsiLine key={index} spans={spans} />
      ))}
    </TerminalBox>
  );
}
