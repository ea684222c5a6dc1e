/** As much of an event of Node's test runner as is read here. Each Node tells a little more than the one before. */
export interface TestEvent {
  readonly type: string;
  readonly data: TestData;
}

/** What an event is about: a test, a suite, or what a file printed. */
export interface TestData {
  readonly name?: string;
  readonly nesting?: number;
  readonly testNumber?: number;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly skip?: string | boolean;
  readonly todo?: string | boolean;
  readonly tags?: readonly string[];
  readonly message?: string;
  readonly details?: TestDetails;
}

/** How a test ended. */
export interface TestDetails {
  readonly duration_ms?: number;
  readonly type?: string;
  readonly error?: TestError;
  /** From 0, with `--test-rerun-failures`. */
  readonly attempt?: number;
  readonly passed_on_attempt?: number;
}

/** What Node wraps a failure in: the cause is what was thrown, or a text. */
export interface TestError {
  readonly message?: string;
  readonly cause?: unknown;
  readonly failureType?: string;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
}
