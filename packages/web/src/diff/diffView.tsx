import { useMemo, useState } from "react";
import { counted } from "../format/wholeNumber.ts";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import { useResultView } from "../result/useResultView.ts";
import { comparableTexts } from "./comparableText.ts";
import { type DiffChoice, diffChoice, diffWords, readDiffChoice, writeDiffChoice } from "./diffChoice.ts";
import { diffRows } from "./diffRows.ts";
import { DiffTable } from "./diffTable.tsx";
import { foldedRows } from "./foldedRows.ts";
import "./diffView.css";

const units = [
  ["lines", "Lines"],
  ["words", "Words"],
  ["chars", "Characters"],
] as const;

const layouts = [
  ["unified", "Unified"],
  ["split", "Side by side"],
] as const;

interface DiffViewProps {
  expected: string;
  actual: string;
  /** What the two sides are called. */
  names?: readonly [expected: string, actual: string];
}

/**
 * What was expected beside what was there. How it is told apart is the reader's choice, which stands in the address and is
 * kept for the next time.
 */
export function DiffView({ expected, actual, names = ["Expected", "Actual"] }: DiffViewProps) {
  const [asked, ask] = useResultView("diff");
  const [own, setOwn] = useState(readDiffChoice);
  const choice = asked === undefined ? own : diffChoice(asked);
  const [isWhole, setWhole] = useState(false);
  const texts = useMemo(() => comparableTexts(expected, actual), [expected, actual]);
  const rows = useMemo(() => diffRows(texts.expected, texts.actual, choice.unit), [texts, choice.unit]);
  const shown = useMemo(() => (isWhole ? rows : foldedRows(rows)), [rows, isWhole]);
  const hidden = shown.reduce((sum, row) => sum + (row.kind === "fold" ? row.lines : 0), 0);
  const choose = (change: Partial<DiffChoice>) => {
    const next = { ...choice, ...change };
    writeDiffChoice(next);
    setOwn(next);
    ask(diffWords(next));
  };
  return (
    <section className="section diff" aria-label={`${names[0]} and ${names[1].toLowerCase()}`}>
      <div className="section-head">
        <h3>
          {names[0]} and {names[1].toLowerCase()}
          {texts.isJson && <span className="muted"> · as JSON, keys sorted</span>}
        </h3>
        <div className="diff-choices">
          <SegmentedChoice
            label="Told apart by"
            choices={units}
            value={choice.unit}
            onChange={(unit) => choose({ unit })}
          />
          <SegmentedChoice
            label="Layout"
            choices={layouts}
            value={choice.layout}
            onChange={(layout) => choose({ layout })}
          />
        </div>
      </div>
      {texts.isOrderOnly && <p className="muted">Both hold the same elements: only their order differs.</p>}
      <DiffTable rows={shown} layout={choice.layout} names={names} />
      {hidden > 0 && (
        <button type="button" className="textButton" onClick={() => setWhole(true)}>
          Show {counted(hidden, "line")} more
        </button>
      )}
    </section>
  );
}
