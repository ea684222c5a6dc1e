import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import { Icon } from "../parts/icon.tsx";
import type { AnsiSpan } from "../text/ansiSpans.ts";
import { linesWith } from "./logLines.ts";

interface LogSearchProps {
  lines: readonly AnsiSpan[][];
  label: string;
  onFound: (found: ReadonlySet<number>) => void;
  onShow: (line: number) => void;
}

/** A field that finds lines of a log: Enter goes to the next, Shift+Enter to the one before. */
export function LogSearch({ lines, label, onFound, onShow }: LogSearchProps) {
  const [word, setWord] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = useDeferredValue(word);
  const found = useMemo(() => linesWith(lines, wanted), [lines, wanted]);

  // What is found is shown as it is found; both functions stay the same in meaning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    onFound(new Set(found));
    setPlace(0);
    if (found[0] !== undefined) onShow(found[0]);
  }, [found]);

  const go = (step: 1 | -1) => {
    if (found.length === 0) return;
    const next = (place + step + found.length) % found.length;
    setPlace(next);
    onShow(found[next] ?? 0);
  };
  return (
    <search className="log-search">
      <input
        type="text"
        className="field"
        aria-label={`Search in ${label}`}
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        value={word}
        onChange={(event) => setWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (word === "") event.currentTarget.blur();
          else setWord("");
        }}
      />
      {word !== "" && (
        <>
          <span className="muted" role="status">
            {found.length === 0 ? "No line" : `${wholeNumber(place + 1)} of ${wholeNumber(found.length)}`}
          </span>
          <button type="button" className="iconButton" onClick={() => go(-1)} title="Line before (Shift+Enter)">
            <Icon name="up" />
            <span className="hidden">Line before</span>
          </button>
          <button type="button" className="iconButton" onClick={() => go(1)} title="Next line (Enter)">
            <Icon name="down" />
            <span className="hidden">Next line</span>
          </button>
        </>
      )}
    </search>
  );
}
