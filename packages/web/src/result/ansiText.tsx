import { useMemo } from "react";
import { ansiSpans } from "../text/ansiSpans.ts";
import { linesOf } from "../text/linesOf.ts";
import { AnsiLines } from "./ansiLines.tsx";

/** A text as a terminal would show it; a very long one is cut until one asks for the rest. */
export function AnsiText({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => linesOf(ansiSpans(text)), [text]);
  return <AnsiLines lines={lines} label={label} />;
}
