import type { Counts, Outcome, Run, RunReference } from "@backstory/model";

/** What a report says about one test that failed or is flaky. */
export interface ReportedResult {
  readonly suite: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly outcome: Outcome;
  readonly durationMs: number;
  /** How each attempt ended, first to last. */
  readonly attempts: readonly string[];
  /** Of the last failing attempt. */
  readonly message: string;
  readonly trace: string;
  /** Since when it fails: null when that is not known; a first failure in this very run is `isNew`. */
  readonly since: { readonly firstFailure: RunReference; readonly runs: number } | null;
  readonly isNew: boolean;
  readonly assignee: string | null;
}

/** How the tests of one suite ended. */
export interface ReportedSuite {
  readonly suite: string;
  readonly counts: Counts;
}

/** All that a report says about a run; of failures and flaky tests there may be more than are listed. */
export interface ReportedRun {
  readonly run: Run;
  readonly runUrl: string;
  readonly errors: readonly string[];
  readonly failures: readonly ReportedResult[];
  readonly flaky: readonly ReportedResult[];
  readonly suites: readonly ReportedSuite[];
}
