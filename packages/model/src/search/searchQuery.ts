import type { Outcome } from "../outcome.ts";

/** What a search says, read: which runs are looked at, and what has to hold of a test in them. */
export interface SearchQuery {
  /** All of these hold; without any, the runs of every branch and target are looked at. */
  readonly scope: readonly SearchScope[];
  /** Null when every test fits. */
  readonly condition: SearchCondition | null;
}

/** Which runs are looked at: those on one of these branches or targets, or, negated, on none of them. */
export interface SearchScope {
  readonly field: ScopeField;
  readonly values: readonly string[];
  readonly isNegated: boolean;
}

/** What says which runs are looked at. */
export type ScopeField = "branch" | "target";

/** What has to hold of a test. */
export type SearchCondition =
  | { readonly kind: "all"; readonly of: readonly SearchCondition[] }
  | { readonly kind: "any"; readonly of: readonly SearchCondition[] }
  | { readonly kind: "not"; readonly of: SearchCondition }
  | SearchTerm;

/** One claim about a test. */
export type SearchTerm =
  | { readonly kind: "text"; readonly field: TextField; readonly text: string }
  | { readonly kind: "status"; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "word"; readonly field: WordField; readonly values: readonly string[] }
  | { readonly kind: "label"; readonly key: string; readonly value: string | null }
  | { readonly kind: "course"; readonly place: CoursePlace; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "measure"; readonly field: MeasureField; readonly comparison: Comparison; readonly value: number };

/** Where a text is looked for, whatever its case: `any` is suite, name, title and params. */
export type TextField = "any" | "suite" | "name" | "file";

/** What is compared as a whole word; `*` is any. */
export type WordField = "assignee" | "family";

/** Where in the recent runs some outcomes follow each other: anywhere (`seq`), or as the newest (`ends`). */
export type CoursePlace = "seq" | "ends";

/** What is measured over the recent runs. `duration` and `p95` are milliseconds, `rate` is a share from 0 to 1. */
export type MeasureField = "runs" | "fails" | "flakes" | "flips" | "rate" | "duration" | "p95";

/** How a measure is compared. */
export type Comparison = ">" | ">=" | "<" | "<=" | "=";

/** One field of the search language, for completion and help. */
export interface SearchFieldWords {
  /** What is typed, with what follows the name. */
  readonly example: string;
  readonly means: string;
}

/** Every field of the search language, in the order of the help. */
export const searchFields: Readonly<
  Record<
    "status" | "label" | "suite" | "name" | "file" | ScopeField | WordField | CoursePlace | MeasureField,
    SearchFieldWords
  >
> = {
  status: { example: "status:failed,broken", means: "ended so in the newest of its runs" },
  label: { example: "label:feature=cart", means: "bears this label; without '=' any value of it" },
  suite: { example: "suite:cart", means: "has this text in its suite" },
  name: { example: "name:coupon", means: "has this text in its name or title" },
  file: { example: "file:test_cart", means: "stands in a file with this text in its path" },
  branch: { example: "branch:main", means: "look at the runs on this branch" },
  target: { example: "target:unit", means: "look at the runs of this target" },
  assignee: { example: "assignee:ada", means: "this person is on it; '*' is anybody" },
  family: { example: "family:…", means: "belongs to this family" },
  seq: { example: "seq(P,F)", means: "these outcomes follow each other somewhere in its runs" },
  ends: { example: "ends(P,F)", means: "these are its newest outcomes" },
  flips: { example: "flips>2", means: "changes between passing and failing" },
  flakes: { example: "flakes>0", means: "runs in which it failed and then passed" },
  fails: { example: "fails>=3", means: "runs in which it failed or was broken" },
  rate: { example: "rate<95%", means: "share of its runs that did not fail" },
  duration: { example: "duration>1s", means: "median of its passes" },
  p95: { example: "p95>10s", means: "95th percentile of its passes" },
  runs: { example: "runs>=10", means: "recent runs that had it" },
};

/** The letter of each outcome, as in `seq(P,F)` and in strips. */
export const outcomeLetters: Readonly<Record<Outcome, string>> = {
  passed: "P",
  failed: "F",
  broken: "B",
  skipped: "S",
  flaky: "K",
};
