import { useMemo } from "react";
import { logLines } from "../log/logLines.ts";
import { AnsiLines } from "./ansiLines.tsx";

/** A text as a terminal would show it; a very long one as a log that can be searched. */
export function AnsiText({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => logLines(text), [text]);
  return <AnsiLines lines={lines} label={label} />;
}
