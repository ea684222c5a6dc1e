/** A row of `submissionSummaries`: what a submission adds up to alone, and where it belongs. */
export interface SubmissionSummary {
  readonly project: string;
  readonly submissionId: string;
  readonly submittedAt: string;
  readonly target: string;
  readonly branch: string;
  readonly commit: string;
  readonly buildName: string;
  readonly namedBuild: string;
  readonly isRerun: boolean;
  readonly rerunOf: string;
  readonly shardIndex: number;
  readonly shardTotal: number;
  readonly separateRunId: string;
  readonly separateExecutionId: string;
  readonly buildRunId: string;
  readonly buildExecutionId: string;
  readonly separateComplete: boolean;
  readonly buildComplete: boolean;
  readonly deleted: boolean;
  readonly pinned: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly lastResultAt: string;
  readonly lastReceivedAt: string;
  readonly ended: boolean;
  readonly exitStatus: number | null;
  readonly expectedTests: number | null;
  readonly reportedResults: number | null;
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
  readonly skipped: number;
  readonly flaky: number;
  readonly errors: number;
  readonly runner: string;
  readonly recorder: string;
  readonly build: string;
  readonly git: string;
  readonly ci: string;
  readonly host: string;
  readonly variant: string;
  readonly labels: string;
  readonly selection: string;
}

const time = "DateTime64(3, \\'UTC\\')";

/** The columns of a {@link SubmissionSummary} with their types, in the words of the engine. */
export const submissionSummaryColumns = {
  project: "String",
  submissionId: "String",
  submittedAt: time,
  target: "String",
  branch: "String",
  commit: "String",
  buildName: "String",
  namedBuild: "String",
  isRerun: "Bool",
  rerunOf: "String",
  shardIndex: "UInt32",
  shardTotal: "UInt32",
  separateRunId: "String",
  separateExecutionId: "String",
  buildRunId: "String",
  buildExecutionId: "String",
  separateComplete: "Bool",
  buildComplete: "Bool",
  deleted: "Bool",
  pinned: "Bool",
  startedAt: time,
  finishedAt: `Nullable(${time})`,
  lastResultAt: time,
  lastReceivedAt: time,
  ended: "Bool",
  exitStatus: "Nullable(Int32)",
  expectedTests: "Nullable(UInt32)",
  reportedResults: "Nullable(UInt32)",
  passed: "UInt32",
  failed: "UInt32",
  broken: "UInt32",
  skipped: "UInt32",
  flaky: "UInt32",
  errors: "UInt32",
  runner: "String",
  recorder: "String",
  build: "String",
  git: "String",
  ci: "String",
  host: "String",
  variant: "String",
  labels: "String",
  selection: "String",
} as const satisfies Record<keyof SubmissionSummary, string>;
