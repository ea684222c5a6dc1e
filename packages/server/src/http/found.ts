import { BackstoryError } from "@backstory/model";

/** What was looked up; `not-found` when there is none. */
export function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new BackstoryError("not-found", `There is no ${what}.`);
  return thing;
}
