import type { RecordToWrite } from "@backstory/model";
import { redactUrl } from "./redact.ts";
import { type Delivery, Sender } from "./send/sender.ts";
import { refusalSentence } from "./send/words.ts";
import { Spool } from "./spool/spool.ts";
import { stderrLine } from "./stderrLine.ts";

/** Where records wait and where they go. */
export interface Way {
  readonly submissionId: string;
  readonly url: URL;
  readonly token: string | undefined;
  readonly waitMs: number;
  readonly spool: string;
  /** Is told at the end what became of the records; without it what is not as it should be is one line on stderr. */
  readonly tell?: ((told: Told) => void) | undefined;
}

/** Whether everything arrived, and what is not as it should be. */
export interface Told {
  readonly isDelivered: boolean;
  readonly trouble?: string;
}

/**
 * The way of one submission's records: to disk at once, to the server meanwhile. Nothing that goes wrong here leaves it,
 * once it is open: it is told in one line on stderr at the end.
 */
export class Outbox {
  readonly #spool: Spool;
  readonly #sender: Sender;
  readonly #way: Way;
  /** The first attachment that could not be kept, and why. */
  #lost: string | undefined;
  /** Why no more is recorded, once that is so. */
  #trouble: string | undefined;

  /** It throws when nothing can be kept. */
  constructor(way: Way) {
    this.#way = way;
    this.#spool = new Spool(way.spool, way.submissionId);
    this.#sender = new Sender(this.#spool, way);
    process.once("exit", this.#leave);
  }

  /** Adds a record. It returns once the line is in the file. */
  append(record: RecordToWrite): void {
    if (this.#trouble !== undefined) return;
    try {
      this.#spool.append(JSON.stringify(record));
      this.#sender.grew();
    } catch (error) {
      this.#trouble = sentenceOf(error);
    }
  }

  /** Keeps the bytes of a file, and answers what the record of it says. Undefined when they cannot be kept. */
  keep(name: string, content: Uint8Array | string): { sha256: string; sizeBytes: number } | undefined {
    if (this.#trouble !== undefined) return undefined;
    try {
      const { sha256, sizeBytes } = this.#spool.keep(content);
      return { sha256, sizeBytes };
    } catch (error) {
      this.#lost ??= `${name} was not kept, because ${sentenceOf(error)}`;
      return undefined;
    }
  }

  /** Waits for what has not been sent, for as long as the settings allow, and says what is left. */
  async close(): Promise<void> {
    process.off("exit", this.#leave);
    try {
      const delivery = await this.#sender.finish(this.#way.waitMs);
      if (delivery.delivered) this.#spool.remove();
      else this.#spool.close();
      this.#tell(delivery);
    } catch (error) {
      stderrLine(`${this.#spool.path} could not be closed: ${sentenceOf(error)}.`);
    }
  }

  /** Ends what nobody ended, because the process is ending; there is no time left to send anything. */
  readonly #leave = (): void => {
    this.#spool.close();
    this.#tell({ delivered: false, lines: 0, refused: [], failure: "the run ended early" });
  };

  /** Says in one line what is not as it should be, and nothing when everything was delivered. */
  #tell({ delivered, lines, refused, failure }: Delivery): void {
    const sentences: string[] = this.#lost === undefined ? [] : [this.#lost];
    if (this.#trouble !== undefined) sentences.push(`not everything was recorded, because ${this.#trouble}`);
    if (!delivered) {
      sentences.push(
        `${this.#left(lines)} could not be sent to ${redactUrl(this.#way.url.href)} (${failure}) ` +
          `and stay in ${this.#spool.path}; send them with: backstory flush`,
      );
    }
    if (refused.length > 0) sentences.push(refusalSentence(refused));
    const trouble = sentences.length === 0 ? undefined : sentences.join(". ");
    if (this.#way.tell !== undefined) this.#way.tell({ isDelivered: delivered, ...(trouble && { trouble }) });
    else if (trouble !== undefined) stderrLine(trouble);
  }

  #left(lines: number): string {
    const records = this.#spool.lines - lines;
    const files = this.#spool.files.size;
    const parts = [
      records > 0 || files === 0 ? counted(records, "record") : "",
      files > 0 ? counted(files, "attachment") : "",
    ];
    return parts.filter(Boolean).join(" and ");
  }
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
