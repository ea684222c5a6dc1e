import type { ResultToWrite } from "@backstory/model";
import { cutText } from "../cutText.ts";

const mostPerStream = 65_536;
const mostTests = 10_000;

/** A piece of what a test printed. `taskId` names the test as its runner does; without it nothing is kept. */
export interface Printed {
  readonly taskId?: string | undefined;
  readonly type: "stdout" | "stderr";
  readonly content: string;
}

interface Output {
  stdout: string;
  stderr: string;
}

/** What tests printed, by the id of the test, until it is asked for. Of each stream the first 64 KiB are kept. */
export class ConsoleOutput {
  readonly #outputs = new Map<string, Output>();

  add({ taskId, type, content }: Printed): void {
    if (taskId === undefined) return;
    const output = this.#outputs.get(taskId) ?? { stdout: "", stderr: "" };
    if (this.#outputs.size >= mostTests && !this.#outputs.has(taskId)) return;
    this.#outputs.set(taskId, output);
    if (output[type].length < mostPerStream) output[type] = cutText(output[type] + content, mostPerStream);
  }

  /** Puts the output of a test into its result, and forgets it. */
  moveTo(result: ResultToWrite, taskId: string): void {
    if (this.#outputs.size === 0) return;
    const output = this.#outputs.get(taskId);
    if (output === undefined) return;
    this.#outputs.delete(taskId);
    if (output.stdout !== "") result.stdout = output.stdout;
    if (output.stderr !== "") result.stderr = output.stderr;
  }
}
