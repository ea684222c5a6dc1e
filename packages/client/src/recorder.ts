import type { RecordToWrite, SubmissionToWrite } from "@backstory/model";
import { Harvest } from "./harvest/harvestedSession.ts";
import type { Fact } from "./inTest/facts.ts";
import { Outbox, type Told } from "./outbox.ts";
import { redactUrl } from "./redact.ts";
import { NoteTaker } from "./rerun/noteTaker.ts";
import { destinationUrl, type RecorderOptions, resolveSettings, waitMs } from "./settings.ts";
import { stderrLine } from "./stderrLine.ts";
import { newSubmissionId } from "./submissionId.ts";
import { filesOfBuild, filesOfTest } from "./tesults/filesOfTest.ts";
import { TesultsFile } from "./tesults/tesultsFile.ts";

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
 * Without a destination it serves who harvests the session or wants a copy of the results.
 */
export class Recorder {
  readonly submissionId: string;
  readonly #outbox: Outbox | undefined;
  readonly #notes: NoteTaker | undefined;
  readonly #besides: Besides;
  readonly #counts: Record<string, number> = {};

  private constructor({ submissionId, outbox, notes, besides }: Parts) {
    this.submissionId = submissionId;
    this.#outbox = outbox;
    this.#notes = notes;
    this.#besides = besides;
  }

  /** Whether there is a destination, or somebody who harvests the session or wants a copy of the results. */
  static isWanted(options: RecorderOptions = {}, env: NodeJS.ProcessEnv = process.env): boolean {
    const { url, synthesis, output } = resolveSettings(options, env);
    return options.onSessionEnd !== undefined || [url, synthesis, output].some(({ value }) => value !== undefined);
  }

  /** Begins a submission. Undefined when nobody wants one, or when nothing can be kept, which it then says. */
  static begin(facts: SubmissionFacts, options: RecorderOptions = {}): Recorder | undefined {
    if (!Recorder.isWanted(options)) return undefined;
    const settings = resolveSettings(options);
    const { url, token, project, target, spool, output, synthesis, files } = settings;
    const build = buildOf(settings);
    const submissionId = newSubmissionId();
    const besides: Besides = {
      harvest: Harvest.of({ ...options, synthesis: synthesis.value ?? "" }),
      copy: output.value === undefined ? undefined : new TesultsFile(output.value, { runner: facts.runner, build }),
      files: files.value,
      buildName: build.name,
    };
    const hasOthers = besides.harvest !== undefined || besides.copy !== undefined;
    const without = hasOthers
      ? new Recorder({ submissionId, outbox: undefined, notes: undefined, besides })
      : undefined;
    if (url.value === undefined) return without;
    try {
      const address = destinationUrl(url.value);
      const way = { submissionId, url: address, token: token.value, waitMs: waitMs(settings.waitSeconds) };
      const notes = NoteTaker.open(facts.runner.name);
      const tell = notes && ((told: Told) => notes.writeDelivery({ submissionId, ...told }));
      const outbox = new Outbox({ ...way, spool: spool.value as string, tell });
      outbox.append({
        kind: "submission",
        recordVersion: 1,
        submissionId,
        ...(project.value === undefined ? {} : { project: project.value }),
        ...(target.value === undefined ? {} : { target: target.value }),
        destination: redactUrl(address.href),
        ...facts,
        ...(notes?.rerunOf === undefined ? {} : { rerun: { of: notes.rerunOf } }),
        ...(Object.keys(build).length === 0 ? {} : { build }),
      });
      return new Recorder({ submissionId, outbox, notes, besides });
    } catch (error) {
      stderrLine(`nothing is recorded, because ${sentenceOf(error)}.`);
      return without;
    }
  }

  /** Keeps one record, with what the test told besides for harvesting. It returns once the line is in the file. */
  record(record: LaterRecord, told: readonly Fact[] = []): void {
    if (this.#notes?.take(record) === false) return;
    const { harvest, copy, files } = this.#besides;
    if (record.kind === "result") this.#counts[record.status] = (this.#counts[record.status] ?? 0) + 1;
    if (record.kind === "result") harvest?.add(record, told);
    copy?.take(record);
    this.#outbox?.append(record);
    if (files === undefined || record.kind !== "result") return;
    for (const file of filesOfTest(files, record)) this.attach({ resultId: record.resultId, ...file });
  }

  /** Keeps a file that belongs to a result, or to the build: its bytes, or the path that it is copied from. */
  attach({ content, ...about }: Attachment): void {
    this.#besides.copy?.keep({ content, ...about });
    const kept = this.#outbox?.keep(about.name, content);
    if (kept !== undefined) this.#outbox?.append({ kind: "attachment", ...about, ...kept });
  }

  /**
   * Ends the submission: waits for what has not been sent, for as long as the settings allow, and says what is left.
   * `snapshots` counts those that were matched, added and so on, where the runner has any.
   */
  async end(exitStatus?: number, snapshots?: Readonly<Record<string, number>>): Promise<void> {
    const { harvest, copy, files, buildName } = this.#besides;
    if (files !== undefined && buildName !== undefined) {
      for (const file of filesOfBuild(files, buildName)) this.attach(file);
    }
    this.#outbox?.append({
      kind: "end",
      finishedAt: new Date().toISOString(),
      ...(exitStatus === undefined ? {} : { exitStatus }),
      counts: this.#counts,
      ...(snapshots === undefined ? {} : { snapshots }),
    });
    this.#notes?.write(this.submissionId, exitStatus);
    copy?.end();
    await Promise.all([this.#outbox?.close(), harvest?.end()]);
  }
}

/** What is done with results besides sending them. */
interface Besides {
  readonly harvest: Harvest | undefined;
  readonly copy: TesultsFile | undefined;
  readonly files: string | undefined;
  readonly buildName: string | undefined;
}

interface Parts {
  readonly submissionId: string;
  readonly outbox: Outbox | undefined;
  readonly notes: NoteTaker | undefined;
  readonly besides: Besides;
}

function buildOf({ buildName, buildDescription, buildResult, buildReason }: ReturnType<typeof resolveSettings>) {
  const [name, description, result, reason] = [buildName, buildDescription, buildResult, buildReason].map(
    ({ value }) => value,
  );
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(result === undefined ? {} : { result }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
