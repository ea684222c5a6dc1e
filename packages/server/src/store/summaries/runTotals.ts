import type { RunView } from "@backstory/model";

/** A row of `runs`: what a run adds up to in one view. */
export interface RunTotals {
  readonly project: string;
  readonly view: RunView;
  readonly target: string;
  readonly runKey: string;
  readonly runId: string;
  readonly lastSubmissionId: string;
  readonly submissionCount: number;
  readonly submissionIds: readonly string[];
  readonly executionIds: readonly string[];
  readonly branch: string;
  readonly commit: string;
  readonly buildName: string;
  readonly noEnd: boolean;
  readonly shardLost: boolean;
  readonly fewerResults: boolean;
  readonly complete: boolean;
  readonly pinned: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly lastResultAt: string;
  readonly lastReceivedAt: string;
  readonly exitStatus: number | null;
  readonly expectedTests: number | null;
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
  readonly skipped: number;
  readonly flaky: number;
  readonly executions: number;
  readonly errors: number;
  readonly runner: string;
  readonly recorder: string;
  readonly build: string;
  readonly git: string;
  readonly ci: string;
  readonly host: string;
  readonly variant: string;
  readonly labels: string;
}

const time = "DateTime64(3, \\'UTC\\')";

/** The columns of {@link RunTotals} with their types, in the words of the engine. */
export const runTotalsColumns = {
  project: "String",
  view: "String",
  target: "String",
  runKey: "String",
  runId: "String",
  lastSubmissionId: "String",
  submissionCount: "UInt32",
  submissionIds: "Array(String)",
  executionIds: "Array(String)",
  branch: "String",
  commit: "String",
  buildName: "String",
  noEnd: "Bool",
  shardLost: "Bool",
  fewerResults: "Bool",
  complete: "Bool",
  pinned: "Bool",
  startedAt: time,
  finishedAt: `Nullable(${time})`,
  lastResultAt: time,
  lastReceivedAt: time,
  exitStatus: "Nullable(Int32)",
  expectedTests: "Nullable(UInt32)",
  passed: "UInt32",
  failed: "UInt32",
  broken: "UInt32",
  skipped: "UInt32",
  flaky: "UInt32",
  executions: "UInt32",
  errors: "UInt32",
  runner: "String",
  recorder: "String",
  build: "String",
  git: "String",
  ci: "String",
  host: "String",
  variant: "String",
  labels: "String",
} as const satisfies Record<keyof RunTotals, string>;
