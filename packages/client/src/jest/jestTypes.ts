/** As much of Jest's own types as is read here, true of every version that is supported: they changed from one to the next. */
export interface GlobalConfig {
  readonly rootDir: string;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number } | undefined;
  readonly testFailureExitCode?: number | undefined;
  readonly watch?: boolean;
  readonly watchAll?: boolean;
}

/** A test file that Jest runs. Of one path there are as many as projects that run it. */
export interface TestFile {
  readonly path: string;
  readonly context: {
    readonly config: { readonly displayName?: { readonly name: string } | undefined };
  };
}

/** A test that began to run. Jest tells it from 29.6. */
export interface CaseStart {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly startedAt?: number | null | undefined;
}

/** How an attempt of a test ended. `startAt` is told with the file, `startedAt` with the test, from 29.6 and 30 on. */
export interface CaseResult {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly duration?: number | null;
  readonly failing?: boolean | undefined;
  readonly failureMessages: readonly string[];
  readonly failureDetails?: readonly unknown[] | undefined;
  readonly invocations?: number | undefined;
  readonly retryReasons?: readonly string[] | undefined;
  readonly location?: { readonly line: number } | null | undefined;
  readonly startAt?: number | null | undefined;
  readonly startedAt?: number | null | undefined;
}

/** What went wrong in a file outside its tests. The fields may be missing, whatever Jest's types say. */
export interface FileError {
  readonly message?: unknown;
  readonly stack?: unknown;
}

/** The counts of snapshots, of a file or of all. */
export interface SnapshotCounts {
  readonly added: number;
  readonly matched: number;
  readonly unchecked: number;
  readonly unmatched: number;
  readonly updated: number;
}

/** How a file ended. */
export interface FileResult {
  readonly testResults: readonly CaseResult[];
  readonly testExecError?: FileError | undefined;
  readonly failureMessage?: string | null | undefined;
  readonly perfStats: { readonly start: number; readonly end: number };
  readonly console?: readonly ConsoleEntry[] | null | undefined;
}

/** Something that a file printed. */
export interface ConsoleEntry {
  readonly type: string;
  readonly message: string;
  readonly origin: string;
}

/** How all ended. */
export interface RunResult {
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly wasInterrupted: boolean;
  readonly runExecError?: FileError | undefined;
  readonly snapshot: SnapshotCounts & { readonly failure: boolean; readonly filesRemoved: number };
}
