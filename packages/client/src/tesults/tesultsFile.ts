import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Attachment, LaterRecord, SubmissionFacts } from "../recorder.ts";
import { stderrLine } from "../stderrLine.ts";
import { version } from "../version.ts";
import { type BuildFacts, buildCase, errorCase, resultCase, type TesultsCase } from "./tesultsCase.ts";

type ResultToKeep = Extract<LaterRecord, { kind: "result" }>;

/**
 * A copy of the results in the JSON that Tesults and the tools around it read, written at the end, whole or not at all. The
 * attempts of a test are one case. What goes wrong is told in a sentence.
 */
export class TesultsFile {
  readonly #path: string;
  readonly #runner: SubmissionFacts["runner"];
  readonly #build: BuildFacts;
  readonly #tests = new Map<string, ResultToKeep[]>();
  readonly #errors: TesultsCase[] = [];
  readonly #files = new Map<string | undefined, string[]>();

  constructor(path: string, { runner, build }: { runner: SubmissionFacts["runner"]; build: BuildFacts }) {
    this.#path = resolve(path);
    this.#runner = runner;
    this.#build = build;
  }

  /** Takes a record; those that Tesults has no word for are passed over. */
  take(record: LaterRecord): void {
    if (record.kind === "error") this.#errors.push(errorCase(record));
    if (record.kind !== "result") return;
    const key = JSON.stringify([record.suite, record.name, record.params]);
    this.#tests.set(key, [...(this.#tests.get(key) ?? []), record]);
  }

  /** Keeps a file beside the copy, since attachments go once they are delivered. */
  keep({ resultId, name, content }: Attachment): void {
    try {
      const bytes = typeof content === "string" ? readFileSync(content) : content;
      const folder = join(this.#path.replace(/\.json$/, ".files"), digestOf(bytes));
      const path = join(folder, basename(name.replaceAll("\\", "/")) || "attachment");
      mkdirSync(folder, { recursive: true });
      if (typeof content === "string") copyFileSync(content, path);
      else writeFileSync(path, bytes);
      this.#files.set(resultId, [...(this.#files.get(resultId) ?? []), path]);
    } catch {
      // The recorder tells of files that are not there.
    }
  }

  /** Writes the copy. */
  end(): void {
    const part = `${this.#path}.${process.pid}.part`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(part, `${JSON.stringify(this.#document(), null, 1)}\n`);
      renameSync(part, this.#path);
    } catch (error) {
      stderrLine(
        `no copy of the results was written to ${this.#path}: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  #document(): object {
    const cases = [...Array.from(this.#tests.values(), (attempts) => this.#case(attempts)), ...this.#errors];
    if (this.#build.name) cases.push(buildCase(this.#build, this.#files.get(undefined) ?? []));
    const metadata = {
      integration_name: "backstory",
      integration_version: version,
      test_framework: this.#runner?.name ?? "",
    };
    return { target: "", metadata, results: { cases } };
  }

  #case(attempts: readonly ResultToKeep[]): TesultsCase {
    const cases = attempts.map((each) => resultCase(each, this.#files.get(each.resultId) ?? []));
    const last = cases.pop() ?? {};
    return cases.length === 0 ? last : { ...last, _Retries: cases };
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}
