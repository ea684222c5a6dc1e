/** As much of a test or hook of Mocha as is read here. */
export interface MochaRunnable {
  readonly title: string;
  readonly type?: string | undefined;
  readonly file?: string | undefined;
  /** The text of its function. */
  readonly body?: string | undefined;
  readonly parent?: MochaSuite | undefined;
  /** The title of a hook before the name of a test was added. */
  readonly originalTitle?: string | undefined;
  titlePath?(): string[];
  fullTitle(): string;
  currentRetry?(): number;
  retriedTest?(): MochaRunnable | null | undefined;
  run?(): void;
}

/** As much of a suite of Mocha as is read here. */
export interface MochaSuite {
  readonly title: string;
  readonly root: boolean;
  readonly file?: string | undefined;
  readonly tests?: readonly MochaRunnable[] | undefined;
  readonly suites?: readonly MochaSuite[] | undefined;
  titlePath?(): string[];
}

/** As much of the runner of Mocha as is used here, whose events tell what happens. */
export interface MochaRunner {
  readonly suite: MochaSuite;
  // biome-ignore lint/suspicious/noExplicitAny: each event has values of its own, and so have the reporters of others.
  on(event: string, listener: (...values: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  prependListener(event: string, listener: (...values: any[]) => void): unknown;
  runAsync?(options?: object): Promise<number>;
  isParallelMode?(): boolean;
  workerReporter?(path: string): unknown;
}

/** As much of the options of Mocha as is read here. */
export interface MochaOptions {
  readonly watch?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly checkLeaks?: boolean | undefined;
  readonly passOnFailingTestSuite?: boolean | undefined;
  readonly reporterOption?: unknown;
  readonly reporterOptions?: unknown;
}
