import type { Change } from "@backstory/model";

/** How likely a difference is by chance alone: `q = 0.03`; nothing where each side has one run, which says nothing. */
export function chanceWords({ p, q, before, after }: Pick<Change, "p" | "q" | "before" | "after">): string {
  if (p === null || before.runs + after.runs <= 2) return "";
  const value = q ?? p;
  const name = q === null ? "p" : "q";
  return value < 0.001 ? `${name} < 0.001` : `${name} = ${value.toPrecision(2)}`;
}
