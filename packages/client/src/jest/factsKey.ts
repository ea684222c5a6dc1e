import type { CaseStart } from "./jestTypes.ts";

/** What names an attempt of a test in its worker and in the recorder alike. */
export function factsKey(
  path: string,
  { ancestorTitles, title }: CaseStart,
  which: { number: number; attempt: number },
) {
  return JSON.stringify(["jest", path, ancestorTitles, title, which.number, which.attempt]);
}
