import type { ResultToWrite } from "@backstory/model";
import { context } from "../context.ts";
import { FactsFolder } from "../inTest/factsFolder.ts";
import { recordTold } from "../inTest/recordTold.ts";
import { type LaterRecord, Recorder } from "../recorder.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import type { RecorderOptions } from "../settings.ts";
import { version } from "../version.ts";
import { loadedMocha } from "./loadedMocha.ts";
import type { Sink } from "./sink.ts";

/** One run of Mocha on its way into one submission. It is there once `ready` is. */
export class MochaRecording implements Sink {
  readonly ready: Promise<void>;
  /** Tests tell of themselves through it; workers inherit its address. */
  readonly facts = FactsFolder.open();
  #recorder: Recorder | undefined;

  constructor(options: RecorderOptions) {
    this.ready = this.#begin(options);
  }

  began(): void {}

  result(result: ResultToWrite): void {
    if (this.#recorder !== undefined) recordTold(this.#recorder, result, this.facts?.take(result.resultId) ?? []);
  }

  record(record: LaterRecord): void {
    this.#recorder?.record(record);
  }

  /** Records what went wrong outside tests. */
  error(where: string, error: unknown): void {
    this.record(errorRecord(where, error));
  }

  async end(exitStatus: number): Promise<void> {
    await this.#recorder?.end(exitStatus);
    this.facts?.remove();
  }

  async #begin(options: RecorderOptions): Promise<void> {
    const startedAt = new Date().toISOString();
    const where = await context(process.cwd());
    this.#recorder = Recorder.begin(
      {
        recorder: { name: "backstory/mocha", version },
        runner: { name: "mocha", version: loadedMocha()?.version ?? "" },
        startedAt,
        ...where,
      },
      options,
    );
  }
}
