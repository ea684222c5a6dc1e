import { localTime } from "../format/absoluteTime.ts";
import { shortCommit } from "../format/shortCommit.ts";
import { outcomeOfLetter } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";
import { type GridModel, type GridPlace, letterAt } from "./gridModel.ts";

/** A cell in words: the test, how it ended, in which run. */
export function cellWords(model: GridModel, place: GridPlace): string {
  const [test, run] = [model.tests[place.row], model.runs[place.column]];
  if (test === undefined || run === undefined) return "";
  const outcome = outcomeOfLetter(letterAt(model, place)) ?? "not in this run";
  const where = [run.target, run.branch, shortCommit(run.commit), run.buildName].filter(Boolean).join(" · ");
  return visibleText(`${test.displayName}: ${outcome}, ${where}, ${localTime(run.startedAt)}`);
}
