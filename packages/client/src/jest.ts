import { createRequire } from "node:module";
import { context } from "./context.ts";
import { FactsFolder } from "./inTest/factsFolder.ts";
import { JestRun } from "./jest/jestRun.ts";
import type { CaseResult, CaseStart, FileResult, GlobalConfig, RunResult, TestFile } from "./jest/jestTypes.ts";
import { Recorder } from "./recorder.ts";
import { claim } from "./recording/claim.ts";
import { isNested } from "./recording/isNested.ts";
import { isOn, type RecorderOptions, resolveSettings } from "./settings.ts";
import { version } from "./version.ts";

export type { RecorderOptions } from "./settings.ts";

/** Asked once: in watch mode Jest sets the variable of its workers in this process, too. */
const isWithinTest = isNested({});

/**
 * Records what Jest runs: `reporters: ["default", "backstory/jest"]`. Without a destination, in the options or in
 * BACKSTORY_URL, it does nothing. Watch mode is not recorded, unless `watch` is on: then each run is a submission.
 */
export class BackstoryReporter {
  readonly #config: GlobalConfig;
  readonly #options: RecorderOptions;
  readonly #isOn: boolean;
  #run: JestRun | undefined;

  constructor(config: GlobalConfig, options: RecorderOptions = {}) {
    this.#config = config;
    this.#options = options;
    const isLeftOut = (config.watch || config.watchAll) && !isOn(resolveSettings(options).watch);
    const isOfTest = isWithinTest && options.url === undefined;
    this.#isOn = !isLeftOut && !isOfTest && Recorder.isWanted(options);
  }

  async onRunStart(results: object): Promise<void> {
    if (!this.#isOn || !claim(results)) return;
    const { rootDir, shard } = this.#config;
    const startedAt = new Date().toISOString();
    const where = await context(rootDir);
    const recorder = Recorder.begin(
      {
        recorder: { name: "backstory/jest", version },
        runner: { name: "jest", ...versionOfJest(rootDir) },
        startedAt,
        ...(shard === undefined ? {} : { shard: { index: shard.shardIndex, total: shard.shardCount } }),
        ...where,
      },
      this.#options,
    );
    // Workers start after this, and inherit where facts go.
    this.#run = recorder && new JestRun({ recorder, facts: FactsFolder.open(), root: rootDir });
  }

  onTestFileStart(test: TestFile): void {
    this.#run?.fileBegan(test);
  }

  onTestCaseStart(test: TestFile, start: CaseStart): void {
    this.#run?.testBegan(test, start);
  }

  onTestCaseResult(test: TestFile, result: CaseResult): void {
    this.#run?.testEnded(test, result);
  }

  onTestFileResult(test: TestFile, result: FileResult): void {
    this.#run?.fileEnded(test, result);
  }

  async onRunComplete(_contexts: unknown, results: RunResult): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await run?.finish(results, this.#exitStatusOf(results));
  }

  /** The exit status that Jest ends with, as far as tests and snapshots decide it. */
  #exitStatusOf({ numFailedTests, numRuntimeErrorTestSuites, snapshot, wasInterrupted, runExecError }: RunResult) {
    const hasFailed = numFailedTests + numRuntimeErrorTestSuites > 0 || snapshot.failure || runExecError !== undefined;
    if (hasFailed) return this.#config.testFailureExitCode ?? 1;
    return wasInterrupted ? 1 : 0;
  }
}

/** Jest does not tell a reporter its version: that of the project, else that of the command that runs. */
function versionOfJest(rootDir: string): { version: string } | undefined {
  for (const place of [`${rootDir}/`, process.argv[1] ?? ""]) {
    try {
      const { version: found } = createRequire(place)("jest/package.json") as { version: string };
      return { version: found };
    } catch {
      // It is not installed there.
    }
  }
  return undefined;
}

/** @alias */
// biome-ignore lint/style/noDefaultExport: Jest loads a reporter by its default export.
export default BackstoryReporter;
