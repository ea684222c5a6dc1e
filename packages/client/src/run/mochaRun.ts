import type { MochaReporterClass } from "../mocha/loadedMocha.ts";
import { recording } from "../mocha.ts";
import { filesOf, fullNamePattern } from "../rerun/fullNames.ts";
import type { RerunPlan } from "../rerun/runNote.ts";
import { noteStopsEarly, planHere } from "../rerun/runPlace.ts";
import { forgetPreload } from "./forgetPreload.ts";

/** As much of Mocha as is needed here. */
interface Mocha {
  _reporter: MochaReporterClass;
  grep(names: RegExp): unknown;
}

interface MochaWords {
  readonly bail?: boolean;
  readonly [option: string]: unknown;
}

/** Runs Mocha as its command line does, with our recorder around the project's reporter, and for a rerun narrowed. */
export async function recordedMocha(
  run: (mocha: Mocha, words: MochaWords) => Promise<unknown>,
  [mocha, words]: [Mocha, MochaWords],
): Promise<unknown> {
  forgetPreload();
  const plan = planHere("mocha");
  if (plan?.tests.length === 0) return;
  noteStopsEarly(words.bail);
  mocha._reporter = recording(mocha._reporter);
  return run(mocha, plan === undefined ? words : narrowed(mocha, words, plan));
}

/** Files and names by which Mocha finds the tests of a plan. Files that are to be loaded first still are. */
function narrowed(mocha: Mocha, words: MochaWords, plan: RerunPlan): MochaWords {
  mocha.grep(new RegExp(fullNamePattern(plan.tests)));
  const files = filesOf(plan);
  return files.length === 0 ? words : { ...words, spec: files, ignore: [] };
}
