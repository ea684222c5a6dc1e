import type { Recorder } from "../recorder.ts";

/**
 * A recorder for runners that do not wait until it could begin: what is to be recorded meanwhile is done once it began, in
 * its order. When the process ends first, it begins with what is known then, so that nothing is lost.
 */
export class AwaitedRecorder<Known extends object> {
  readonly #begin: (known: Partial<Known>) => Recorder | undefined;
  readonly #began: Promise<void>;
  #recorder: Recorder | undefined;
  #waiting: ((recorder: Recorder) => void)[] | undefined = [];
  /** The exit status that the submission was told to end with before it began. */
  #ended: number | undefined;

  /** Begins once `known` is there, which must not reject. `begin` may answer that nothing is recorded. */
  constructor(known: Promise<Known>, begin: (known: Partial<Known>) => Recorder | undefined) {
    this.#begin = begin;
    process.once("exit", this.#beginAtLast);
    this.#began = known.then((all) => this.#beginWith(all));
  }

  /** Does something with the recorder, now or as soon as there is one. */
  do(action: (recorder: Recorder) => void): void {
    if (this.#waiting !== undefined) this.#waiting.push(action);
    else if (this.#recorder !== undefined) action(this.#recorder);
  }

  /** Ends the submission, when it was begun: its last line is in the file at once, or as soon as its first one is. */
  async end(exitStatus: number): Promise<void> {
    if (this.#waiting !== undefined) {
      this.#ended = exitStatus;
      await this.#began;
    }
    await this.#recorder?.end(exitStatus);
  }

  readonly #beginAtLast = (): void => {
    this.#beginWith({});
    if (this.#ended !== undefined) void this.#recorder?.end(this.#ended);
  };

  #beginWith(known: Partial<Known>): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    process.off("exit", this.#beginAtLast);
    this.#waiting = undefined;
    const recorder = this.#begin(known);
    this.#recorder = recorder;
    if (recorder !== undefined) for (const action of waiting) action(recorder);
  }
}
