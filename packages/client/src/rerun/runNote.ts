import type { ResultToWrite } from "@backstory/model";

/** Names a file to which each recorder below `backstory run` adds one line, a RunNote, when it ends. */
export const notesVariable = "BACKSTORY_RUN_NOTES";

/** Names a file that holds RerunPlans: what the runners below `backstory run` are to run again, and nothing else. */
export const planVariable = "BACKSTORY_RERUN_PLAN";

/** What is needed to find a test again. `selector` is the runner's own name of it, where there is one. */
export interface NotedTest extends Pick<ResultToWrite, "suite" | "name" | "displayName" | "params" | "file" | "line"> {
  readonly selector?: string;
}

/** Which runner of a command it was: a command may start several, and start each of them again in the same way. */
export interface RunnerStart {
  readonly runner: string;
  readonly cwd: string;
  /** The words of the command line from the program on. */
  readonly argv: readonly string[];
}

/** What a recorder tells `backstory run`. Of tests only those that did not pass, and in a rerun those that did. */
export interface RunNote extends RunnerStart {
  readonly submissionId: string;
  readonly exitStatus?: number;
  readonly results: number;
  /** How much went wrong outside tests. */
  readonly errors: number;
  /** Whether the runner stopped before all tests had run, as it does at the first failure when it is told to. */
  readonly isCut?: boolean;
  readonly failed: readonly NotedTest[];
  readonly passed: readonly NotedTest[];
}

/** What a recorder tells last: whether the server has everything, and if not, what there is to say. */
export interface DeliveryNote {
  readonly submissionId: string;
  readonly isDelivered: boolean;
  readonly trouble?: string;
}

/** What one runner of a command is to run again, as a rerun of the submission `of`: nothing when `tests` is empty. */
export interface RerunPlan extends RunnerStart {
  readonly of: string;
  readonly tests: readonly NotedTest[];
}

/** What tells a test from others of its run, through attempts and reruns. */
export function keyOf({ suite, name, params }: Pick<NotedTest, "suite" | "name" | "params">): string {
  return JSON.stringify([suite, name, params ?? null]);
}
