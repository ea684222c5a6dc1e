import { stripVTControlCharacters } from "node:util";

// Control characters but tab and line feed, and the characters that turn the direction of text around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML shows it, in elements and in quoted attributes: no markup, no colours, every control character seen. */
export function escapedText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(hidden, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
