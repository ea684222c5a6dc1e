import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCtrf, readJunit } from "@backstory/formats";
import type { ResultToWrite } from "@backstory/model";

/** What a plain count finds in a report: one status a test case, however many attempts of it are listed. */
export interface ReportCounts {
  readonly cases: number;
  readonly passed: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

const startedAt = "2026-01-01T00:00:00.000Z";

/** The results of a report file, read in pieces as small as streams give them. */
export function readReport(path: string): ResultToWrite[] {
  const bytes = readFileSync(path);
  const results: ResultToWrite[] = [];
  const reading = { startedAt, take: (result: ResultToWrite) => void results.push(result) };
  if (path.endsWith(".json")) readCtrf(bytes, reading);
  else readJunit(pieces(bytes), reading);
  return results;
}

function* pieces(bytes: Buffer, size = 4_099): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** Counts tests by their last attempt. */
export function countsOf(results: readonly ResultToWrite[]): ReportCounts {
  const last = new Map(results.map((result) => [JSON.stringify([result.suite, result.name, result.params]), result]));
  const tests = [...last.values()];
  const count = (status: ResultToWrite["status"]): number => tests.filter((test) => test.status === status).length;
  return {
    cases: tests.length,
    passed: count("passed"),
    failures: count("failed"),
    errors: count("broken"),
    skipped: count("skipped"),
  };
}

/** What a folder of reports is expected to hold, by path. */
export interface Expected {
  readonly files: Readonly<
    Record<string, { readonly format: string; readonly counted?: ReportCounts & { readonly parse_error?: string } }>
  >;
}

/** The `expected.json` of a folder of reports. */
export function readExpected(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Expected;
}
