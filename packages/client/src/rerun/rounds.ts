import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandEnd, runCommand } from "../run/runCommand.ts";
import { handOn } from "./notedHere.ts";
import { type Notes, readNotes } from "./readNotes.ts";
import { narrowed, nextRound, stillFailing } from "./rerunPlans.ts";
import { notesVariable, planVariable, type RerunPlan } from "./runNote.ts";

/** A command that is run, and how often what fails of it is run again. */
export interface RoundsToRun {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly reruns: number;
  /** Is told before each further round, in a sentence, and why there is none. */
  readonly tell: (sentence: string) => void;
}

/** How all rounds ended together, and what the recorders of each noted. */
export interface RoundsEnd {
  readonly end: CommandEnd;
  readonly rounds: Notes[];
}

/**
 * Runs a command, and the same command again for what failed: each runner below it then runs its part of the plan and
 * nothing else, those that had nothing to mend run nothing, and what could not run before runs as ever. Whoever splits
 * a suite will give the first round a plan, and whoever quarantines tests takes them out of what failed.
 */
export async function runRounds({ command, env, reruns, tell }: RoundsToRun): Promise<RoundsEnd> {
  const folder = mkdtempSync(join(tmpdir(), "backstory-run-"));
  const rounds: Notes[] = [];
  const round = async (plans?: readonly RerunPlan[]): Promise<CommandEnd> => {
    const notesFile = join(folder, `notes-${rounds.length}`);
    const ended = await runCommand(command, { ...env, [notesVariable]: notesFile, ...planned(plans, folder) });
    handOn(notesFile);
    rounds.push(readNotes(notesFile));
    return ended;
  };
  try {
    let end = await round();
    let plans = end.isInterrupted || reruns === 0 ? undefined : plansAfter(rounds[0] as Notes, tell);
    for (let number = 1; plans !== undefined && number <= reruns; number += 1) {
      tell(`${failingTests(plans)} again, ${number} of ${reruns}`);
      const again = await round(plans);
      const notes = (rounds.at(-1) as Notes).runs;
      end = merged(end, again, stillFailing(plans, notes).length > 0);
      const left = narrowed(plans, notes);
      const canGoOn = !again.isInterrupted && notes.every(({ errors }) => errors === 0);
      plans = canGoOn && left.some(({ tests }) => tests.length > 0) ? left : undefined;
    }
    return { end, rounds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plansAfter({ runs }: Notes, tell: (sentence: string) => void): readonly RerunPlan[] | undefined {
  const next = nextRound(runs);
  if ("plans" in next) return next.plans;
  if (next.reason !== undefined) tell(`what failed is not run again, because ${next.reason}`);
  return undefined;
}

/** A test that failed and did not run again has failed, whatever the command says. */
function merged(before: CommandEnd, again: CommandEnd, isSomethingLeft: boolean): CommandEnd {
  return isSomethingLeft && again.status === 0 ? before : again;
}

function planned(plans: readonly RerunPlan[] | undefined, folder: string): NodeJS.ProcessEnv {
  if (plans === undefined) return {};
  const file = join(folder, "plan");
  writeFileSync(file, JSON.stringify(plans), { mode: 0o600 });
  return { [planVariable]: file };
}

function failingTests(plans: readonly RerunPlan[]): string {
  const count = plans.reduce((sum, { tests }) => sum + tests.length, 0);
  return count === 1 ? "running 1 failed test" : `running ${count} failed tests`;
}
