import { stripVTControlCharacters } from "node:util";

/** Characters that move the cursor, hide or turn text; what joins two emoji to one is left. */
const unsafe =
  /(?!(?<=\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * A text that can be printed wherever it came from: terminal sequences are taken out, and every other character that a
 * terminal would obey is shown as a sign for itself (␊ for a line feed, <U+202E> for a turn of direction).
 */
export function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(unsafe, signOf);
}

/** The same for a text of several lines: line feeds and tabs stay. */
export function harmlessLines(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.split("\t").map(harmless).join("\t"))
    .join("\n");
}

function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** JSON with line feeds, in which nothing else can be obeyed by a terminal: what JSON lets stand is written as \u…. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
