import Anser from "anser";
import { visibleText } from "./visibleText.ts";

/** A piece of text in one style. `colour` and `background` are names of the 16 colours (`red`, `bright-red`) or `rgb(…)`. */
export interface AnsiSpan {
  text: string;
  colour: string;
  background: string;
  decorations: readonly string[];
}

// Titles and links of terminals (OSC): not text, and not colour.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const titles = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** The text cut where its ANSI colours change, without the escape sequences. Text without any is one span. */
export function ansiSpans(text: string): AnsiSpan[] {
  return Anser.ansiToJson(text.replace(titles, ""), { use_classes: true, remove_empty: true }).map((entry) => ({
    text: visibleText(entry.content),
    colour: colourOf(entry.fg, entry.fg_truecolor),
    background: colourOf(entry.bg, entry.bg_truecolor),
    decorations: entry.decorations,
  }));
}

/** The text without its ANSI escape sequences. */
export function plainText(text: string): string {
  return text.includes("\u001b") ? Anser.ansiToText(text.replace(titles, "")) : text;
}

function colourOf(name: string | null, trueColour: string | null): string {
  if (!name) return "";
  if (name === "ansi-truecolor") return trueColour ? `rgb(${trueColour})` : "";
  const palette = /^ansi-palette-(\d+)$/.exec(name);
  return palette?.[1] ? paletteColour(Number(palette[1])) : name.replace(/^ansi-/, "");
}

/** The colours 16 to 255 of xterm: a cube of six steps, then 24 greys. */
function paletteColour(index: number): string {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const step = (place: number) => {
    const value = Math.floor((index - 16) / place) % 6;
    return value === 0 ? 0 : 55 + value * 40;
  };
  return `rgb(${step(36)}, ${step(6)}, ${step(1)})`;
}
