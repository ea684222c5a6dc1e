import { rm } from "node:fs/promises";
import type { Spool } from "../spool/spool.ts";
import { type PartLimits, type Position, SpoolReader, startOfFile } from "../spool/spoolReader.ts";
import { type Destination, openDestination } from "./destination.ts";
import { type PartOutcome, postPart, type RefusedLine } from "./postPart.ts";
import { putFile } from "./putFile.ts";
import { backoffMs } from "./retryAfter.ts";
import { networkFailure } from "./words.ts";

/** What a sender needs of a spool: where its file is, how much of it is there, and which files wait beside it. */
export type SpoolToSend = Pick<Spool, "path" | "lines" | "files">;

/** How far a sender came. `failure` completes "the records could not be sent: …" when something is left. */
export interface Delivery {
  readonly delivered: boolean;
  readonly lines: number;
  readonly refused: readonly RefusedLine[];
  readonly failure?: string;
}

/** What a sender is told at its start. */
export interface SenderOptions {
  readonly url: URL;
  readonly token?: string | undefined;
  readonly submissionId: string;
  /** How long one request may take. */
  readonly requestMs?: number;
}

type Step = "on" | "stop";

const partLimits: PartLimits = { lines: 1_000, bytes: 1_048_576 };
const restMs = 300;
const keptRefusals = 100;

/**
 * Sends a spool file in parts while it grows. Nothing that it waits for keeps the process alive; only `finish` does, for
 * as long as it is told to wait.
 */
export class Sender {
  readonly #spool: SpoolToSend;
  readonly #options: SenderOptions;
  readonly #destination: Destination;
  readonly #stopped = new AbortController();
  readonly #refused: RefusedLine[] = [];
  readonly #running: Promise<void>;
  #position: Position = startOfFile;
  #limits = partLimits;
  #failures = 0;
  #failure: string | undefined;
  #deadline: number | undefined;
  #more: (() => void) | undefined;
  #hurry: (() => void) | undefined;

  constructor(spool: SpoolToSend, options: SenderOptions) {
    this.#spool = spool;
    this.#options = options;
    this.#destination = openDestination(options.url, options.token);
    this.#running = this.#run();
  }

  /** Tells that lines were added. It sends at once when a whole part is there, and soon otherwise. */
  grew(): void {
    if (this.#spool.lines - this.#position.lines >= this.#limits.lines) this.#more?.();
  }

  /** Sends what is left, for at most `waitMs`, and stops. No more lines may be added. It does not reject. */
  async finish(waitMs: number): Promise<Delivery> {
    this.#deadline = Date.now() + waitMs;
    this.#failures = 0;
    this.#hurry?.();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([this.#running, patience]);
    clearTimeout(timer);
    this.#stopped.abort();
    this.#hurry?.();
    this.#destination.agent.destroy();
    const delivered = this.#hasSentLines() && this.#spool.files.size === 0;
    const failure = delivered ? {} : { failure: this.#failure ?? "it did not answer in time" };
    return { delivered, lines: this.#position.lines, refused: this.#refused, ...failure };
  }

  async #run(): Promise<void> {
    let reader: SpoolReader | undefined;
    try {
      reader = await SpoolReader.open(this.#spool.path);
      do {
        if (this.#deadline === undefined) await this.#rest(restMs, "till more comes");
      } while (!this.#stopped.signal.aborted && (await this.#sendSomething(reader)) === "on");
    } catch (error) {
      this.#failure = networkFailure(error);
    } finally {
      await reader?.close().catch(() => {});
    }
  }

  /** Lines come before attachments: they are what a test is known by. */
  async #sendSomething(reader: SpoolReader): Promise<Step> {
    const [file] = this.#spool.files;
    if (!this.#hasSentLines()) return this.#sendLines(reader);
    if (file !== undefined) return this.#sendFile(file);
    return this.#deadline === undefined ? "on" : "stop";
  }

  #hasSentLines(): boolean {
    return this.#position.lines >= this.#spool.lines;
  }

  async #sendFile(path: string): Promise<Step> {
    const outcome = await putFile(this.#destination, path, this.#signal());
    if (outcome.kind === "later") return this.#comeLater(outcome);
    if (outcome.kind === "refused") return this.#giveUp(outcome.reason);
    if (outcome.kind === "dropped") this.#refused.push({ line: 0, reason: outcome.reason });
    this.#failures = 0;
    this.#spool.files.delete(path);
    await rm(path, { force: true });
    return "on";
  }

  async #sendLines(reader: SpoolReader): Promise<Step> {
    const from = this.#position;
    const part = await reader.read(from, this.#limits);
    if (part === undefined) return this.#deadline === undefined ? "on" : "stop";
    const { submissionId } = this.#options;
    const outcome = await postPart(this.#destination, { submissionId, from, part, signal: this.#signal() });
    return this.#take(outcome, part.end, reader);
  }

  async #take(outcome: PartOutcome, end: Position, reader: SpoolReader): Promise<Step> {
    switch (outcome.kind) {
      case "taken":
        if (outcome.nextOffset <= this.#position.lines) return this.#tryLater("it took none of the records");
        this.#failures = 0;
        this.#refused.push(...outcome.refused.slice(0, keptRefusals - this.#refused.length));
        this.#position = outcome.nextOffset === end.lines ? end : await reader.find(outcome.nextOffset, end);
        return "on";
      case "gap":
        this.#position = await reader.find(outcome.expectedOffset);
        return this.#tryLater(`it expects line ${outcome.expectedOffset + 1}`);
      case "too-large":
        if (end.lines - this.#position.lines <= 1) return this.#giveUp(outcome.reason);
        this.#limits = halved(this.#limits, end.lines - this.#position.lines);
        return "on";
      case "later":
        return this.#comeLater(outcome);
      case "refused":
        return this.#giveUp(outcome.reason);
    }
  }

  /** At the end of a run an absent server is not waited for; one that answered may recover in time. */
  async #comeLater(outcome: { reason: string; reached: boolean; afterMs?: number }): Promise<Step> {
    if (this.#deadline !== undefined && !outcome.reached) return this.#giveUp(outcome.reason);
    return this.#tryLater(outcome.reason, outcome.afterMs);
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(this.#options.requestMs ?? 10_000)]);
  }

  async #tryLater(reason: string, afterMs?: number): Promise<Step> {
    this.#failure = reason;
    this.#failures += 1;
    const delay = afterMs ?? backoffMs(this.#failures);
    if (this.#deadline !== undefined && Date.now() + delay > this.#deadline) return "stop";
    await this.#rest(delay, "whatever comes");
    return "on";
  }

  #giveUp(reason: string): Step {
    this.#failure = reason;
    return "stop";
  }

  /** Waits. The end of the run cuts it short, and so do more lines when that is what is waited for. */
  #rest(ms: number, until: "till more comes" | "whatever comes"): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#more = undefined;
        this.#hurry = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      timer.unref();
      this.#hurry = end;
      if (until === "till more comes") this.#more = end;
    });
  }
}

function halved(limits: PartLimits, lines: number): PartLimits {
  return { lines: Math.max(1, Math.floor(lines / 2)), bytes: Math.max(1, Math.floor(limits.bytes / 2)) };
}
