import type { RecordToWrite, SubmissionToWrite } from "@backstory/model";
import { redactUrl } from "./redact.ts";
import { NoteTaker } from "./rerun/noteTaker.ts";
import { type Delivery, Sender } from "./send/sender.ts";
import { refusalSentence } from "./send/words.ts";
import { destinationUrl, type RecorderOptions, resolveSettings, waitMs } from "./settings.ts";
import { Spool } from "./spool/spool.ts";
import { stderrLine } from "./stderrLine.ts";
import { newSubmissionId } from "./submissionId.ts";

/** What the first line of a submission says besides what the settings say. */
export type SubmissionFacts = Pick<
  SubmissionToWrite,
  | "recorder"
  | "runner"
  | "shard"
  | "startedAt"
  | "expectedTests"
  | "ci"
  | "git"
  | "host"
  | "variant"
  | "labels"
  | "renames"
>;

/** A record after the first line. */
export type LaterRecord = Exclude<RecordToWrite, { kind: "submission" }>;

/** A file of a result, or of the build when there is no `resultId`. */
export interface Attachment {
  readonly resultId?: string;
  readonly name: string;
  readonly mediaType?: string;
  readonly content: Uint8Array | string;
}

/**
 * The life of one submission: it begins with who records what, takes a record at a time, and ends. Each record is on disk
 * when `record` returns and is sent meanwhile. Nothing that goes wrong here leaves it: it is told once, on stderr.
 */
export class Recorder {
  readonly submissionId: string;
  readonly #spool: Spool;
  readonly #sender: Sender;
  readonly #url: URL;
  readonly #waitMs: number;
  readonly #counts: Record<string, number> = {};
  readonly #notes: NoteTaker | undefined;
  /** The first attachment that could not be kept, and why. */
  #lost: string | undefined;
  /** Why no more is recorded, once that is so. */
  #trouble: string | undefined;

  private constructor(submissionId: string, spool: Spool, { url, token, wait, notes }: Way) {
    this.submissionId = submissionId;
    this.#spool = spool;
    this.#notes = notes;
    this.#url = url;
    this.#waitMs = wait;
    this.#sender = new Sender(spool, { url, token, submissionId });
    process.once("exit", this.#leave);
  }

  /** Whether there is a destination, so that something would be recorded. */
  static isWanted(options: RecorderOptions = {}, env: NodeJS.ProcessEnv = process.env): boolean {
    return resolveSettings(options, env).url.value !== undefined;
  }

  /** Begins a submission. Undefined when there is no destination, or when nothing can be kept, which it then says. */
  static begin(facts: SubmissionFacts, options: RecorderOptions = {}): Recorder | undefined {
    const settings = resolveSettings(options);
    if (settings.url.value === undefined) return undefined;
    try {
      const url = destinationUrl(settings.url.value);
      const submissionId = newSubmissionId();
      const notes = NoteTaker.open(facts.runner.name);
      const way = { url, token: settings.token.value, wait: waitMs(settings.waitSeconds), notes };
      const recorder = new Recorder(submissionId, new Spool(settings.spool.value as string, submissionId), way);
      recorder.#append({
        kind: "submission",
        recordVersion: 1,
        submissionId,
        ...(settings.project.value === undefined ? {} : { project: settings.project.value }),
        ...(settings.target.value === undefined ? {} : { target: settings.target.value }),
        destination: redactUrl(url.href),
        ...facts,
        ...(notes?.rerunOf === undefined ? {} : { rerun: { of: notes.rerunOf } }),
        ...(settings.buildName.value === undefined ? {} : { build: { name: settings.buildName.value } }),
      });
      return recorder;
    } catch (error) {
      stderrLine(`nothing is recorded, because ${sentenceOf(error)}.`);
      return undefined;
    }
  }

  /** Keeps one record. It returns once the line is in the file. */
  record(record: LaterRecord): void {
    if (this.#notes?.take(record) === false) return;
    if (record.kind === "result") this.#counts[record.status] = (this.#counts[record.status] ?? 0) + 1;
    this.#append(record);
  }

  /** Keeps a file that belongs to a result, or to the build: its bytes, or the path that it is copied from. */
  attach({ content, ...about }: Attachment): void {
    if (this.#trouble !== undefined) return;
    try {
      const { sha256, sizeBytes } = this.#spool.keep(content);
      this.#append({ kind: "attachment", ...about, sha256, sizeBytes });
    } catch (error) {
      this.#lost ??= `${about.name} was not kept, because ${sentenceOf(error)}`;
    }
  }

  /** Ends the submission: waits for what has not been sent, for as long as the settings allow, and says what is left. */
  async end(exitStatus?: number): Promise<void> {
    this.#append({
      kind: "end",
      finishedAt: new Date().toISOString(),
      ...(exitStatus === undefined ? {} : { exitStatus }),
      counts: this.#counts,
    });
    process.off("exit", this.#leave);
    try {
      this.#notes?.write(this.submissionId, exitStatus);
    } catch (error) {
      stderrLine(`what failed cannot be run again, because ${sentenceOf(error)}.`);
    }
    try {
      const delivery = await this.#sender.finish(this.#waitMs);
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

  #append(record: RecordToWrite): void {
    if (this.#trouble !== undefined) return;
    try {
      this.#spool.append(JSON.stringify(record));
      this.#sender.grew();
    } catch (error) {
      this.#trouble = sentenceOf(error);
    }
  }

  /** Says in one line what is not as it should be, and nothing when everything was delivered. */
  #tell({ delivered, lines, refused, failure }: Delivery): void {
    const sentences: string[] = this.#lost === undefined ? [] : [this.#lost];
    if (this.#trouble !== undefined) sentences.push(`not everything was recorded, because ${this.#trouble}`);
    if (!delivered) {
      sentences.push(
        `${this.#left(lines)} could not be sent to ${redactUrl(this.#url.href)} (${failure}) ` +
          `and stay in ${this.#spool.path}; send them with: backstory flush`,
      );
    }
    if (refused.length > 0) sentences.push(refusalSentence(refused));
    if (sentences.length > 0) stderrLine(sentences.join(". "));
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

interface Way {
  readonly url: URL;
  readonly token: string | undefined;
  readonly wait: number;
  readonly notes: NoteTaker | undefined;
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
