import type { DiffUnit } from "./diffRows.ts";

/** How a reader wants differences to be shown. */
export interface DiffChoice {
  readonly unit: DiffUnit;
  readonly layout: "unified" | "split";
}

const place = "backstory.diff";

/** What was chosen last in this browser; words in one column when nothing was. */
export function readDiffChoice(): DiffChoice {
  const [unit, layout] = (localStorage.getItem(place) ?? "").split(" ");
  return {
    unit: unit === "lines" || unit === "chars" ? unit : "words",
    layout: layout === "split" ? "split" : "unified",
  };
}

/** Keeps a choice for the next time. */
export function writeDiffChoice({ unit, layout }: DiffChoice): void {
  localStorage.setItem(place, `${unit} ${layout}`);
}
