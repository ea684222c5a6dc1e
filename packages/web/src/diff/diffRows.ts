import { diffChars, diffLines, diffWordsWithSpace } from "diff";

/** What is told apart inside of lines that differ; `lines` tells nothing more. */
export type DiffUnit = "lines" | "words" | "chars";

/** A piece of a line, and whether the other side has it not. */
export interface DiffPiece {
  readonly text: string;
  readonly differs: boolean;
}

/** A line that both sides have, or a line of one side with that of the other which stands in its place. */
export type DiffRow =
  | { readonly kind: "same"; readonly text: string }
  | { readonly kind: "change"; readonly expected?: readonly DiffPiece[]; readonly actual?: readonly DiffPiece[] };

/** So many edits are looked for; texts that differ by more have nothing in common worth showing. */
const mostEdits = 3_000;
const longLine = 4_000;

/** Two texts line by line, expected first. */
export function diffRows(expected: string, actual: string, unit: DiffUnit): DiffRow[] {
  return sections(expected, actual).flatMap(({ same, removed, added }) =>
    same === undefined
      ? changedRows(removed, added, unit)
      : linesIn(same).map((text): DiffRow => ({ kind: "same", text })),
  );
}

interface Section {
  /** What both sides have here; undefined where they differ. */
  readonly same?: string;
  readonly removed: string;
  readonly added: string;
}

/** The texts cut where they begin and cease to differ. */
function sections(expected: string, actual: string): Section[] {
  const changes = diffLines(ended(expected), ended(actual), { maxEditLength: mostEdits });
  if (changes === undefined) return [{ removed: expected, added: actual }];
  return changes.flatMap((change, index): Section[] => {
    const { value } = change;
    if (change.removed)
      return [{ removed: value, added: changes[index + 1]?.added ? (changes[index + 1]?.value ?? "") : "" }];
    if (!change.added) return [{ same: value, removed: "", added: "" }];
    return changes[index - 1]?.removed ? [] : [{ removed: "", added: value }];
  });
}

/** Lines that stand in each other's place side by side, and what one side has more of alone. */
function changedRows(removed: string, added: string, unit: DiffUnit): DiffRow[] {
  const [before, after] = [linesIn(removed), linesIn(added)];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [left, right] = [before[index], after[index]];
    if (left === undefined) return { kind: "change", actual: [{ text: right ?? "", differs: false }] };
    if (right === undefined) return { kind: "change", expected: [{ text: left, differs: false }] };
    return { kind: "change", ...pieces(left, right, unit) };
  });
}

function pieces(left: string, right: string, unit: DiffUnit): { expected: DiffPiece[]; actual: DiffPiece[] } {
  const isLong = left.length + right.length > longLine;
  const tell = unit === "chars" && !isLong ? diffChars : diffWordsWithSpace;
  const changes = unit === "lines" ? undefined : tell(left, right, { maxEditLength: mostEdits });
  if (changes === undefined) {
    return { expected: [{ text: left, differs: false }], actual: [{ text: right, differs: false }] };
  }
  const side = (isOther: "added" | "removed") =>
    changes
      .filter((change) => !change[isOther])
      .map((change) => ({ text: change.value, differs: change.added || change.removed }));
  return { expected: side("added"), actual: side("removed") };
}

/** A last line without its end would differ from the same line with it. */
function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

function linesIn(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
