import type { Mark } from "./outcomeMark.tsx";
import { isOutcome, outcomes } from "./outcomes.ts";

const others = { empty: "–", running: "…", incomplete: "!" } as const;

/** One letter or sign for a mark, for cells that have no room for its word. */
export function markLetter(mark: Mark): string {
  return isOutcome(mark) ? outcomes[mark].letter : others[mark];
}
