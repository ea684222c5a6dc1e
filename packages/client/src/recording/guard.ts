import { stderrLine } from "../stderrLine.ts";

/** Runs the code of a recorder: what it throws never reaches the runner, and is told once, on stderr. */
export class Guard {
  #hasComplained = false;

  /** What the action answers, or undefined when it threw. */
  run<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#complain(error);
      return undefined;
    }
  }

  #complain(error: unknown): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    stderrLine(
      `something of this run could not be recorded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
