import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { type ReportFacts, readJunit } from "@backstory/formats";
import type { ResultToWrite } from "@backstory/model";
import { context } from "../context.ts";
import { Recorder } from "../recorder.ts";
import { errorRecord } from "../recording/errorRecord.ts";
import type { RecorderOptions } from "../settings.ts";
import { version } from "../version.ts";

/** JUnit XML files that a command wrote, and how it ended. */
export interface JunitFiles {
  readonly files: readonly string[];
  readonly startedAt: string;
  readonly exitStatus: number;
}

/** Records JUnit XML files as one submission. What of a file cannot be read is an error of the run. */
export async function recordJunit(
  { files, startedAt, exitStatus }: JunitFiles,
  options: RecorderOptions,
): Promise<void> {
  const where = await context(process.cwd());
  const about = { recorder: { name: "backstory/junit", version }, runner: { name: "junit" }, startedAt };
  const recorder = Recorder.begin({ ...about, ...where }, options);
  if (recorder === undefined) return;
  for (const [number, file] of files.entries()) {
    try {
      read(file, startedAt, (result) => recorder.record({ ...result, resultId: `${number + 1}:${result.resultId}` }));
    } catch (error) {
      recorder.record(errorRecord(relative(process.cwd(), file), error));
    }
  }
  await recorder.end(exitStatus);
}

function read(file: string, startedAt: string, take: (result: ResultToWrite) => void): ReportFacts {
  return readJunit([readFileSync(file)], { startedAt, take });
}
