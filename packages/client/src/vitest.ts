import type { UserConsoleLog } from "vitest";
import type {
  ReportedHookContext,
  Reporter,
  TestCase,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  TestSuite,
  Vitest,
} from "vitest/node";
import { context } from "./context.ts";
import { FactsFolder } from "./inTest/factsFolder.ts";
import { Recorder } from "./recorder.ts";
import { claim } from "./recording/claim.ts";
import type { ThrownError } from "./recording/failureOf.ts";
import { Guard } from "./recording/guard.ts";
import { isNested } from "./recording/isNested.ts";
import { isOn, type RecorderOptions, resolveSettings } from "./settings.ts";
import { version } from "./version.ts";
import { snapshotCounts } from "./vitest/snapshotCounts.ts";
import { variantOf } from "./vitest/variantOf.ts";
import { VitestRun } from "./vitest/vitestRun.ts";

export type { RecorderOptions } from "./settings.ts";

/**
 * Records what Vitest runs: `reporters: ["default", "backstory/vitest"]`. Without a destination, in the options or in
 * BACKSTORY_URL, it does nothing. Watch mode is not recorded, unless `watch` is on: then each run is a submission.
 */
export class BackstoryReporter implements Reporter {
  readonly #options: RecorderOptions;
  readonly #guard = new Guard();
  #vitest: Vitest | undefined;
  #context: ReturnType<typeof context> | undefined;
  #facts: FactsFolder | undefined;
  #run: VitestRun | undefined;

  constructor(options: RecorderOptions = {}) {
    this.#options = options;
  }

  onInit(vitest: Vitest): void {
    if (vitest.mode !== "test" || isNested(this.#options) || !Recorder.isWanted(this.#options)) return;
    if (vitest.config.watch && !isOn(resolveSettings(this.#options).watch)) return;
    if (!claim(vitest)) return;
    this.#vitest = vitest;
    this.#context = context(vitest.config.root);
    // Workers inherit its address, and some are there before the run starts.
    this.#facts = FactsFolder.open();
    vitest.onClose(() => this.#facts?.remove());
  }

  async onTestRunStart(_specifications: readonly TestSpecification[]): Promise<void> {
    const vitest = this.#vitest;
    if (vitest === undefined) return;
    const startedAt = new Date().toISOString();
    const where = await (this.#context ?? context(vitest.config.root));
    this.#context = undefined;
    const { shard } = vitest.config;
    const variant = this.#guard.run(() => variantOf(vitest));
    const recorder = Recorder.begin(
      {
        recorder: { name: "backstory/vitest", version },
        runner: { name: "vitest", version: vitest.version },
        startedAt,
        ...(shard === undefined ? {} : { shard: { index: shard.index, total: shard.count } }),
        ...(variant === undefined ? {} : { variant }),
        ...where,
      },
      this.#options,
    );
    this.#run = recorder && new VitestRun(recorder, this.#facts, vitest.config.root);
  }

  onTestModuleCollected(module: TestModule): void {
    this.#run?.collected(module);
  }

  onHookStart(hook: ReportedHookContext): void {
    this.#run?.hooks.began(hook);
  }

  onHookEnd(hook: ReportedHookContext): void {
    this.#run?.hooks.ended(hook);
  }

  onUserConsoleLog(log: UserConsoleLog): void {
    this.#run?.output.add(log);
  }

  onTestCaseResult(test: TestCase): void {
    this.#run?.ended(test);
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#run?.errorsOf(suite);
  }

  onTestModuleEnd(module: TestModule): void {
    this.#run?.errorsOf(module);
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly ThrownError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    const ignoresErrors = this.#vitest?.config.dangerouslyIgnoreUnhandledErrors === true;
    const hasFailed = reason !== "passed" || (unhandledErrors.length > 0 && !ignoresErrors);
    const vitest = this.#vitest;
    const snapshots = vitest && this.#guard.run(() => snapshotCounts(vitest));
    await run?.finish(modules, unhandledErrors, { exitStatus: hasFailed ? 1 : 0, snapshots });
  }
}

/** @alias */
// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export.
export default BackstoryReporter;
