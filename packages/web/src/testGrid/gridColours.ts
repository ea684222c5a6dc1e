import { outcomeOrder, outcomes } from "../status/outcomes.ts";

/** The colours of a drawing of the grid, as a canvas takes them. */
export interface GridColours {
  readonly page: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly range: string;
  readonly byLetter: ReadonlyMap<string, { readonly fill: string; readonly text: string }>;
}

/** Reads the colours of the theme that holds for an element: a canvas knows no custom properties. */
export function gridColours(element: HTMLElement): GridColours {
  const probe = element.ownerDocument.createElement("span");
  element.append(probe);
  const styles = getComputedStyle(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return styles.color;
  };
  const byLetter = outcomeOrder.map((outcome) => {
    const { letter, failing } = outcomes[outcome];
    const isFilled = failing || outcome === "flaky";
    const fill = colour(isFilled ? `--${outcome}-fill` : `--${outcome}-soft`);
    return [letter, { fill, text: colour(isFilled ? "--on-fill" : `--${outcome}`) }] as const;
  });
  const colours = {
    ...{ page: colour("--page"), text: colour("--text"), muted: colour("--muted"), line: colour("--line-strong") },
    range: colour("--accent-soft"),
    byLetter: new Map(byLetter),
  };
  probe.remove();
  return colours;
}

/** How a letter is drawn. */
export function letterColours({ byLetter, muted }: GridColours, letter: string): { fill: string; text: string } {
  return byLetter.get(letter) ?? { fill: muted, text: muted };
}
