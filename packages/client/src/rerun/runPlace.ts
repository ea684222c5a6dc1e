import { readFileSync } from "node:fs";
import { notesVariable, planVariable, type RerunPlan, type RunnerStart } from "./runNote.ts";

/** What `backstory run` told this process, and how it was started. */
export interface RunPlace {
  readonly notesFile: string | undefined;
  readonly planFile: string | undefined;
  readonly cwd: string;
  readonly argv: readonly string[];
  /** Whether the runner is told to stop at a failure, so that tests may be left that never ran. */
  stopsEarly?: boolean;
}

/** Read by the preload, too, and by each copy of this file in the process: once, before anybody changes anything. */
const key = Symbol.for("backstory.run");

/**
 * What `backstory run` told this process; undefined when it did not start it. It is taken out of the environment: what
 * tests start is none of the run.
 */
export function runPlace(): RunPlace | undefined {
  const place = globalThis as unknown as Record<symbol, RunPlace | undefined>;
  const { env } = process;
  place[key] ??= {
    notesFile: env[notesVariable],
    planFile: env[planVariable],
    cwd: process.cwd(),
    argv: process.argv.slice(1),
  };
  delete env[notesVariable];
  delete env[planVariable];
  return place[key].notesFile === undefined ? undefined : place[key];
}

/** What this process is to run again. Undefined when it is to run what it always does. */
export function planHere(runner: string): RerunPlan | undefined {
  const place = runPlace();
  if (place?.planFile === undefined) return undefined;
  const plans = JSON.parse(readFileSync(place.planFile, "utf8")) as RerunPlan[];
  const start = startKey({ runner, cwd: place.cwd, argv: place.argv });
  return plans.find((plan) => startKey(plan) === start);
}

/** Notes that the runner of this process is told to stop at a failure. */
export function noteStopsEarly(failures: unknown): void {
  const place = runPlace();
  if (place !== undefined && (failures === true || Number(failures) > 0)) place.stopsEarly = true;
}

/** What tells one runner of a command from the others. */
export function startKey({ runner, cwd, argv }: RunnerStart): string {
  return JSON.stringify([runner, cwd, argv]);
}
