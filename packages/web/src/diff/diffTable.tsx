import type { ReactNode } from "react";
import { counted } from "../format/wholeNumber.ts";
import { visibleText } from "../text/visibleText.ts";
import type { DiffPiece } from "./diffRows.ts";
import type { ShownRow } from "./foldedRows.ts";

interface DiffTableProps {
  rows: readonly ShownRow[];
  layout: "unified" | "split";
  names: readonly [expected: string, actual: string];
}

/** The lines of a difference, one below the other or side by side. Each says by its sign which side it is of. */
export function DiffTable({ rows, layout, names }: DiffTableProps) {
  const Row = layout === "split" ? SplitRow : UnifiedRow;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className="diff-box" data-layout={layout} aria-label="Difference" tabIndex={0}>
      <div className="diff-names muted" aria-hidden="true">
        <span>− {names[0]}</span>
        <span>+ {names[1]}</span>
      </div>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name and never move.
        <Row key={index} row={row} />
      ))}
    </section>
  );
}

function UnifiedRow({ row }: { row: ShownRow }) {
  if (row.kind === "fold") return <Fold lines={row.lines} />;
  if (row.kind === "same") return <Line sign=" ">{visibleText(row.text)}</Line>;
  return (
    <>
      {row.expected && <Line sign="−">{pieces(row.expected, "del")}</Line>}
      {row.actual && <Line sign="+">{pieces(row.actual, "ins")}</Line>}
    </>
  );
}

function SplitRow({ row }: { row: ShownRow }) {
  if (row.kind === "fold") return <Fold lines={row.lines} />;
  if (row.kind === "same") {
    return (
      <div className="diff-pair">
        <Line sign=" ">{visibleText(row.text)}</Line>
        <Line sign=" ">{visibleText(row.text)}</Line>
      </div>
    );
  }
  return (
    <div className="diff-pair">
      {row.expected ? <Line sign="−">{pieces(row.expected, "del")}</Line> : <span className="diff-none" />}
      {row.actual ? <Line sign="+">{pieces(row.actual, "ins")}</Line> : <span className="diff-none" />}
    </div>
  );
}

const sides = { "−": "expected", "+": "actual", " ": undefined } as const;

function Line({ sign, children }: { sign: keyof typeof sides; children: ReactNode }) {
  return (
    <div className="diff-line" data-side={sides[sign]}>
      <span className="diff-sign">{sign}</span>
      <span className="diff-text">{children}</span>
    </div>
  );
}

function Fold({ lines }: { lines: number }) {
  return <div className="diff-fold muted">{counted(lines, "line")} not shown</div>;
}

function pieces(all: readonly DiffPiece[], Tag: "del" | "ins"): ReactNode {
  return all.map(({ text, differs }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name and never move.
    differs ? <Tag key={index}>{visibleSpace(visibleText(text))}</Tag> : visibleText(text),
  );
}

/** Where nothing but space differs, the space has to be seen. */
function visibleSpace(text: string): string {
  return /^\s+$/.test(text) ? text.replaceAll(" ", "·").replaceAll("\t", "→") : text;
}
