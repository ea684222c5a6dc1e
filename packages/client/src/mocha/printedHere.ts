import type { ResultToWrite } from "@backstory/model";
import { ConsoleOutput } from "../recording/consoleOutput.ts";

type Write = typeof process.stdout.write;

/**
 * What tests of this process print, by the id of the attempt that runs. Mocha does not tell it, so what is written to
 * stdout and stderr is read on its way, and goes on as it came.
 */
export class PrintedHere {
  readonly #output = new ConsoleOutput();
  readonly #streams: readonly { stream: NodeJS.WriteStream; before: Write; ours: Write }[];
  #taskId: string | undefined;

  constructor() {
    this.#streams = (["stdout", "stderr"] as const).map((type) => this.#listenTo(process[type], type));
  }

  start(taskId: string): void {
    this.#taskId = taskId;
  }

  stop(): void {
    this.#taskId = undefined;
  }

  moveTo(result: ResultToWrite): void {
    this.#output.moveTo(result, result.resultId);
  }

  /** Leaves the streams as they were, unless somebody else took them over meanwhile. */
  remove(): void {
    this.stop();
    for (const { stream, before, ours } of this.#streams) if (stream.write === ours) stream.write = before;
  }

  #listenTo(stream: NodeJS.WriteStream, type: "stdout" | "stderr") {
    const before = stream.write;
    const take = (chunk: unknown, encoding: unknown) => this.#take(type, chunk, encoding);
    const ours = function write(this: NodeJS.WriteStream, ...words: Parameters<Write>) {
      take(words[0], words[1]);
      return before.apply(this, words);
    } as Write;
    stream.write = ours;
    return { stream, before, ours };
  }

  #take(type: "stdout" | "stderr", chunk: unknown, encoding: unknown): void {
    if (this.#taskId === undefined) return;
    try {
      this.#output.add({ taskId: this.#taskId, type, content: textOf(chunk, encoding) });
    } catch {
      // Whatever it is, the stream decides.
    }
  }
}

/** More than is kept need not be decoded. */
const most = 131_072;

function textOf(chunk: unknown, encoding: unknown): string {
  if (typeof chunk === "string") {
    const isText = typeof encoding !== "string" || /^utf-?8$/i.test(encoding);
    return isText ? chunk.slice(0, most) : Buffer.from(chunk.slice(0, most), encoding as BufferEncoding).toString();
  }
  return chunk instanceof Uint8Array ? Buffer.from(chunk.subarray(0, most)).toString() : "";
}
