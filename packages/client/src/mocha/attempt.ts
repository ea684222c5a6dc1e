import type { ResultToWrite } from "@backstory/model";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { NamedTest } from "./mochaNames.ts";

type Phase = NonNullable<ResultToWrite["phases"]>[number];
type PhaseName = "setup" | "call" | "teardown";

const phaseNames: readonly PhaseName[] = ["setup", "call", "teardown"];

/** One attempt of a test from its beginning until its hooks are over. Plain assignments: this runs for every test. */
export class Attempt {
  readonly result: ResultToWrite;
  readonly #began = performance.now();
  readonly #ms: Record<PhaseName, number> = { setup: 0, call: 0, teardown: 0 };
  #callBegan = this.#began;
  #hasHooks = false;
  /** The phase in which it went wrong. */
  #failed: PhaseName | undefined;
  #hasEnded = false;

  constructor(named: NamedTest, { resultId, attempt }: { resultId: string; attempt: number }) {
    this.result = {
      kind: "result",
      resultId,
      suite: named.suite,
      name: named.name,
      attempt,
      status: "broken",
      rawStatus: "running",
      startedAt: new Date().toISOString(),
      durationMs: 0,
    };
    if (named.name !== named.title) this.result.displayName = cutText(named.title, bounds.word);
    if (named.file !== undefined) this.result.file = named.file;
    if (named.line !== undefined) this.result.line = named.line;
    if (named.tags.length > 0) this.result.labels = { tag: [...named.tags] };
  }

  /** The test itself is over. */
  callEnded(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#ms.call = performance.now() - this.#callBegan;
  }

  /** The test itself did not run, or not to its end. */
  callLeftOut(): void {
    this.#hasEnded = true;
  }

  /** A hook of the test took so long. */
  hookEnded(phase: "setup" | "teardown", ms: number): void {
    this.#hasHooks = true;
    this.#ms[phase] += ms;
    this.#callBegan = performance.now();
  }

  /** It went wrong first in this phase. */
  failedIn(phase: PhaseName): void {
    this.#failed ??= phase;
  }

  /** The result with its times. */
  finished(): ResultToWrite {
    const { setup, call, teardown } = this.#ms;
    this.result.durationMs = rounded(setup + call + teardown);
    if (this.#hasHooks) this.result.phases = phaseNames.map((name) => this.#phase(name));
    return this.result;
  }

  #phase(name: PhaseName): Phase {
    const { status } = this.result;
    const isAfter = this.#failed !== undefined && phaseNames.indexOf(name) > phaseNames.indexOf(this.#failed);
    if (name === this.#failed) return { name, status, durationMs: rounded(this.#ms[name]) };
    const isLeftOut = name === "call" && (isAfter || status === "skipped");
    return { name, status: isLeftOut ? "skipped" : "passed", durationMs: rounded(this.#ms[name]) };
  }
}

/** To the microsecond: more digits are noise that takes space. */
function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
