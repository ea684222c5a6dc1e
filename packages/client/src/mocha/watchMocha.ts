import { pathFrom } from "../recording/pathFrom.ts";
import { textField } from "../recording/thrownValue.ts";
import { isWanted } from "./isWanted.ts";
import { loadedMocha } from "./loadedMocha.ts";
import { MochaRecording } from "./mochaRecording.ts";
import { optionsOf } from "./optionsOf.ts";
import { recordOf } from "./recordRun.ts";
import type { MochaOptions, MochaRunner } from "./runnable.ts";

interface MochaItself {
  readonly files?: readonly string[];
  readonly options: MochaOptions;
}

const place = Symbol.for("backstory.mocha.watched");

/**
 * Hears of what goes wrong before there is a reporter, or behind its back: test files that cannot be loaded, and the
 * global setup and teardown. Mocha tells reporters nothing of these.
 */
export function watchMocha(): void {
  const prototype = loadedMocha()?.Mocha.prototype as
    | (Record<string, Step | undefined> & { [place]?: true })
    | undefined;
  if (prototype === undefined || prototype[place] === true) return;
  Object.defineProperty(prototype, place, { value: true });
  around(prototype, "loadFilesAsync", async (mocha, _, error) => recordLoading(mocha, error));
  for (const step of ["runGlobalSetup", "runGlobalTeardown"]) {
    around(prototype, step, async (_, runner, error) => {
      const record = recordOf(runner as MochaRunner);
      await record?.ready;
      record?.error(step.replace("run", "mocha"), error);
    });
  }
}

type Step = (this: MochaItself, ...words: unknown[]) => Promise<unknown>;

function around(
  prototype: Record<string, Step | undefined>,
  name: string,
  failed: (mocha: MochaItself, first: unknown, error: unknown) => Promise<void>,
): void {
  const step = prototype[name];
  if (step === undefined) return;
  prototype[name] = async function (...words) {
    try {
      return await step.apply(this, words);
    } catch (error) {
      await failed(this, words[0], error).catch(() => {});
      throw error;
    }
  };
}

/** No test has run: the submission holds why. */
async function recordLoading({ files = [], options }: MochaItself, error: unknown): Promise<void> {
  const ours = optionsOf(options);
  if (!isWanted(ours, options)) return;
  const recording = new MochaRecording(ours);
  await recording.ready;
  const stack = textField(error, "stack") ?? textField(error, "message") ?? "";
  const file = files.find((path) => stack.includes(path));
  recording.error(file === undefined ? "loading the test files" : pathFrom(process.cwd(), file), error);
  await recording.end(1);
}
