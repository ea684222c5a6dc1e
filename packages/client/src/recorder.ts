import type { RecordToWrite, SubmissionToWrite } from "@backstory/model";
import { Harvest } from "./harvest/harvestedSession.ts";
import type { Fact } from "./inTest/facts.ts";
import { Outbox, type Told } from "./outbox.ts";
import { redactUrl } from "./redact.ts";
import { NoteTaker } from "./rerun/noteTaker.ts";
import { destinationUrl, type RecorderOptions, resolveSettings, waitMs } from "./settings.ts";
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
 * Without a destination it serves who harvests the session, and keeps nothing.
 */
export class Recorder {
  readonly submissionId: string;
  readonly #outbox: Outbox | undefined;
  readonly #harvest: Harvest | undefined;
  readonly #notes: NoteTaker | undefined;
  readonly #counts: Record<string, number> = {};

  private constructor({ submissionId, outbox, harvest, notes }: Parts) {
    this.submissionId = submissionId;
    this.#outbox = outbox;
    this.#harvest = harvest;
    this.#notes = notes;
  }

  /** Whether there is a destination, so that something would be recorded, or somebody who harvests the session. */
  static isWanted(options: RecorderOptions = {}, env: NodeJS.ProcessEnv = process.env): boolean {
    return resolveSettings(options, env).url.value !== undefined || Harvest.of(options, env) !== undefined;
  }

  /** Begins a submission. Undefined when nobody wants one, or when nothing can be kept, which it then says. */
  static begin(facts: SubmissionFacts, options: RecorderOptions = {}): Recorder | undefined {
    const settings = resolveSettings(options);
    const harvest = Harvest.of(options);
    const submissionId = newSubmissionId();
    const withoutOutbox = harvest && new Recorder({ submissionId, outbox: undefined, harvest, notes: undefined });
    if (settings.url.value === undefined) return withoutOutbox;
    try {
      const url = destinationUrl(settings.url.value);
      const way = { submissionId, url, token: settings.token.value, waitMs: waitMs(settings.waitSeconds) };
      const notes = NoteTaker.open(facts.runner.name);
      const tell = notes && ((told: Told) => notes.writeDelivery({ submissionId, ...told }));
      const outbox = new Outbox({ ...way, spool: settings.spool.value as string, tell });
      outbox.append({
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
      return new Recorder({ submissionId, outbox, harvest, notes });
    } catch (error) {
      stderrLine(`nothing is recorded, because ${sentenceOf(error)}.`);
      return withoutOutbox;
    }
  }

  /** Keeps one record, with what the test told besides for harvesting. It returns once the line is in the file. */
  record(record: LaterRecord, told: readonly Fact[] = []): void {
    if (this.#notes?.take(record) === false) return;
    if (record.kind === "result") {
      this.#counts[record.status] = (this.#counts[record.status] ?? 0) + 1;
      this.#harvest?.add(record, told);
    }
    this.#outbox?.append(record);
  }

  /** Keeps a file that belongs to a result, or to the build: its bytes, or the path that it is copied from. */
  attach({ content, ...about }: Attachment): void {
    const kept = this.#outbox?.keep(about.name, content);
    if (kept !== undefined) this.#outbox?.append({ kind: "attachment", ...about, ...kept });
  }

  /** Ends the submission: waits for what has not been sent, for as long as the settings allow, and says what is left. */
  async end(exitStatus?: number): Promise<void> {
    this.#outbox?.append({
      kind: "end",
      finishedAt: new Date().toISOString(),
      ...(exitStatus === undefined ? {} : { exitStatus }),
      counts: this.#counts,
    });
    this.#notes?.write(this.submissionId, exitStatus);
    await Promise.all([this.#outbox?.close(), this.#harvest?.end()]);
  }
}

interface Parts {
  readonly submissionId: string;
  readonly outbox: Outbox | undefined;
  readonly harvest: Harvest | undefined;
  readonly notes: NoteTaker | undefined;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
