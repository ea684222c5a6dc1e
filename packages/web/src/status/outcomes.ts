import type { Outcome } from "@backstory/model";

interface OutcomeWords {
  /** One letter, for cells that have room for no more. */
  letter: string;
  word: string;
  means: string;
  failing: boolean;
}

/** How each outcome is told to people, gravest first. Colours are in theme.css, icons in outcomeIcon.tsx. */
export const outcomes: Readonly<Record<Outcome, OutcomeWords>> = {
  failed: { letter: "F", word: "failed", means: "an assertion did not hold", failing: true },
  broken: {
    letter: "B",
    word: "broken",
    means: "set-up, teardown or the process failed, not an assertion",
    failing: true,
  },
  flaky: { letter: "K", word: "flaky", means: "failed, then passed in the same run", failing: false },
  skipped: { letter: "S", word: "skipped", means: "was not executed", failing: false },
  passed: { letter: "P", word: "passed", means: "did what it promised", failing: false },
};

/** The outcomes, gravest first. */
export const outcomeOrder = Object.keys(outcomes) as Outcome[];

/** Whether a word is an outcome. */
export function isOutcome(word: string): word is Outcome {
  return Object.hasOwn(outcomes, word);
}

const byLetter = new Map(outcomeOrder.map((outcome) => [outcomes[outcome].letter, outcome]));

/** The outcome of a letter of a strip or grid; undefined for the dot where a run had no result. */
export function outcomeOfLetter(letter: string): Outcome | undefined {
  return byLetter.get(letter);
}
