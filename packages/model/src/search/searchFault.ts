import { BackstoryError } from "../problem.ts";

/** A stretch of a search's text, from `at` up to, not including, `end`. */
export interface SearchStretch {
  readonly at: number;
  readonly end: number;
}

/** `search-invalid`: what is wrong, and where in the text it stands. */
export function searchFault(what: string, { at, end }: SearchStretch): BackstoryError {
  return new BackstoryError("search-invalid", `${what} (at character ${at + 1} of the search).`, { at, end });
}
