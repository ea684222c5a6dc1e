import { searchFault } from "./searchFault.ts";

/** A piece of a search: a bracket that groups, a minus, the word `or`, or a term with its parts taken apart. */
export type SearchToken =
  | { readonly kind: "open" | "close" | "minus" | "or"; readonly at: number; readonly end: number }
  | { readonly kind: "term"; readonly at: number; readonly end: number; readonly pieces: readonly TermPiece[] };

/** A run of characters of a term; what stood in quotes means only itself. */
export interface TermPiece {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The pieces of a search in order. A bracket groups where a term would begin; inside a word it belongs to the word. */
export function searchTokens(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text[at])) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, at: number): SearchToken {
  const character = text[at];
  const single = { at, end: at + 1 };
  if (character === "(") return { kind: "open", ...single };
  if (character === ")") return { kind: "close", ...single };
  if (character === "-" && at + 1 < text.length && !isSpace(text[at + 1])) return { kind: "minus", ...single };
  return termAt(text, at);
}

function termAt(text: string, start: number): SearchToken {
  const pieces: TermPiece[] = [];
  let [at, depth, plain] = [start, 0, ""];
  const endPlain = (): void => {
    if (plain !== "") pieces.push({ text: plain, isQuoted: false });
    plain = "";
  };
  for (; at < text.length; at++) {
    const character = text[at] as string;
    if (endsWord(text, at, depth)) break;
    if (character === '"') {
      endPlain();
      const quoted = quotedAt(text, at);
      pieces.push({ text: quoted.text, isQuoted: true });
      at = quoted.end - 1;
      continue;
    }
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    plain += character;
  }
  endPlain();
  const [only, ...more] = pieces;
  const isOr = more.length === 0 && only?.isQuoted === false && only.text.toLowerCase() === "or";
  return isOr ? { kind: "or", at: start, end: at } : { kind: "term", at: start, end: at, pieces };
}

/** Whether a word ends before a character. In its brackets spaces are of the word: `seq(P, F)`. */
function endsWord(text: string, at: number, depth: number): boolean {
  if (isSpace(text[at])) return depth === 0 || !text.includes(")", at);
  return text[at] === ")" && depth === 0;
}

/** A text in quotes; a backslash takes the character after it as it is. */
function quotedAt(text: string, start: number): { text: string; end: number } {
  let inner = "";
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return { text: inner, end: at + 1 };
    if (text[at] === "\\" && at + 1 < text.length) at += 1;
    inner += text[at];
  }
  throw searchFault("A quotation mark is not closed", { at: start, end: text.length });
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
