import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
  WorkerInfo,
} from "@playwright/test/reporter";
import { context } from "./context.ts";
import { FactsFolder } from "./inTest/factsFolder.ts";
import { PlaywrightRun } from "./playwright/playwrightRun.ts";
import { rootOf } from "./playwright/rootOf.ts";
import { variantOf } from "./playwright/variantOf.ts";
import { Recorder } from "./recorder.ts";
import { AwaitedRecorder } from "./recording/awaitedRecorder.ts";
import { claim } from "./recording/claim.ts";
import { isNested } from "./recording/isNested.ts";
import type { RecorderOptions } from "./settings.ts";
import { version } from "./version.ts";

export type { RecorderOptions } from "./settings.ts";

/** What Playwright adds to the options of a reporter: `_mode` is `list`, `merge` or `test`. */
interface OptionsOfPlaywright {
  readonly _mode?: unknown;
  readonly _send?: unknown;
}

/**
 * Records what Playwright runs: `reporter: [["list"], ["backstory/playwright"]]`, and what it merges:
 * `merge-reports --reporter backstory/playwright`. Without a destination, in the options or in BACKSTORY_URL, it does nothing.
 */
export class BackstoryReporter implements Reporter {
  readonly #options: RecorderOptions;
  readonly #isOn: boolean;
  readonly #isMerging: boolean;
  #suite: Suite | undefined;
  #run: PlaywrightRun | undefined;
  #firstStart: number | undefined;
  /** Says that the first test began, or that none will. */
  #sayBegun: () => void = () => {};

  constructor(options: RecorderOptions & OptionsOfPlaywright = {}) {
    this.#options = options;
    this.#isMerging = options._mode === "merge";
    // The reporters of editors and of the UI mode are asked for with `_send`: nothing there is a run.
    const isRun = options._mode !== "list" && options._send === undefined && !process.argv.includes("--list");
    this.#isOn = isRun && !isNested(options) && Recorder.isWanted(options);
  }

  /** The terminal stays with the other reporters. */
  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    if (!this.#isOn || !claim(suite)) return;
    this.#suite = suite;
    const root = rootOf(config);
    const began = Date.now();
    const hasBegun = new Promise<void>((resolve) => {
      this.#sayBegun = resolve;
    });
    // The tests of merged reports began before this process did, and the submission with them.
    const known = this.#isMerging ? hasBegun.then(() => context(root)) : context(root);
    const variant = variantOf(suite);
    const recorder = new AwaitedRecorder(known, (where) =>
      Recorder.begin(
        {
          recorder: { name: "backstory/playwright", version },
          runner: { name: "playwright", version: config.version },
          startedAt: new Date(Math.min(began, this.#firstStart ?? began)).toISOString(),
          expectedTests: suite.allTests().length,
          // Playwright tells the part that this process runs as `current`.
          ...(config.shard === null ? {} : { shard: { index: config.shard.current, total: config.shard.total } }),
          ...(variant === undefined ? {} : { variant }),
          ...where,
        },
        this.#options,
      ),
    );
    this.#run = new PlaywrightRun({ recorder, facts: this.#isMerging ? undefined : FactsFolder.open(), root });
  }

  onTestBegin(_test: TestCase, result: TestResult): void {
    this.#firstStart ??= result.startTime.getTime();
    this.#sayBegun();
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#run?.ended(test, result);
  }

  onError(error: TestError, worker?: WorkerInfo): void {
    this.#run?.wentWrong(error, worker);
  }

  async onEnd(result: FullResult): Promise<void> {
    this.#sayBegun();
    const run = this.#run;
    if (run === undefined) return;
    this.#run = undefined;
    if (result.status === "interrupted") run.wentWrong({ message: "The run was interrupted." });
    await run.finish(this.#suite, exitStatusOf(result));
  }
}

/** The exit status that Playwright ends with. */
function exitStatusOf({ status }: FullResult): number {
  if (status === "interrupted") return 130;
  return status === "passed" ? 0 : 1;
}

/** @alias */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export.
export default BackstoryReporter;
