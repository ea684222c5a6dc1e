import type { DiffUnit } from "./diffRows.ts";

/** How a reader wants differences to be shown. */
export interface DiffChoice {
  readonly unit: DiffUnit;
  readonly layout: "unified" | "split";
}

const place = "backstory.diff";

/** What was chosen last in this browser; words in one column when nothing was. */
export function readDiffChoice(): DiffChoice {
  return diffChoice(localStorage.getItem(place) ?? "");
}

/** Keeps a choice for the next time. */
export function writeDiffChoice(choice: DiffChoice): void {
  localStorage.setItem(place, diffWords(choice));
}

/** A choice as an address says it, as `lines-split`. */
export function diffWords({ unit, layout }: DiffChoice): string {
  return `${unit}-${layout}`;
}

/** The choice that such words say; what they do not say is as at first. */
export function diffChoice(words: string): DiffChoice {
  const [unit, layout] = words.split("-");
  return {
    unit: unit === "lines" || unit === "chars" ? unit : "words",
    layout: layout === "split" ? "split" : "unified",
  };
}
