import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readCtrf, readJunit } from "@backstory/formats";
import { BackstoryError, type ResultToWrite } from "@backstory/model";
import { untar } from "./untar.ts";

/** One run of a recorded history: its number, its commit, when it was, and its results under their names in `truth.json`. */
export interface HistoryRun {
  readonly run: number;
  readonly commit: string;
  readonly at: string;
  readonly results: readonly ResultToWrite[];
}

/** What `truth.json` says of one test that was ever bad. */
export interface TrueStory {
  readonly test: string;
  readonly n: number;
  readonly first_bad_run: number;
  readonly first_bad_commit: string;
  readonly transitions: number;
  readonly now: "ok" | "bad";
  readonly now_since_run: number;
  readonly now_since_commit: string;
}

/** What `truth.json` says of a history. */
export interface Truth {
  readonly runs: number;
  readonly results: number;
  readonly tests: number;
  readonly merged_duplicates: number;
  readonly transitions_total: number;
  readonly bad_tests: readonly TrueStory[];
}

type RunLine = Readonly<Record<string, unknown>> & { readonly run: number };
type ResultLine = Readonly<Record<string, unknown>> & { readonly run: number; readonly status: string };

/** The truth of a history. */
export function readTruth(folder: string): Truth {
  return JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as Truth;
}

/** The runs of a history in their order. A run without a report, or with one that is none, is left out as `truth.json` does. */
export function readHistory(folder: string): HistoryRun[] {
  const packed = join(folder, "runs.jsonl.gz");
  const lines = jsonLines<RunLine>(
    existsSync(packed) ? gunzipSync(readFileSync(packed)) : readFileSync(join(folder, "runs.jsonl")),
  );
  const resultsOf = existsSync(join(folder, "runs.tar.gz")) ? fromReports(folder) : fromLines(folder);
  return lines.flatMap((line) => {
    const at = new Date((line["committed_at"] ?? line["report_date"] ?? line["generated"]) as string).toISOString();
    const commit = line["commit"] ?? line["source_commit"] ?? line["committed_in"] ?? line["sha"];
    const results = resultsOf(line, at);
    return results === undefined ? [] : { run: line.run, commit: commit as string, at, results };
  });
}

function fromReports(folder: string): (line: RunLine, at: string) => ResultToWrite[] | undefined {
  const files = untar(join(folder, "runs.tar.gz"));
  return ({ file }, startedAt) => {
    const bytes = files.get(file as string);
    if (bytes === undefined) return undefined;
    const results: ResultToWrite[] = [];
    const reading = { startedAt, take: (result: ResultToWrite) => void results.push(result) };
    try {
      if ((file as string).endsWith(".json")) readCtrf(bytes, reading);
      else readJunit([bytes], reading);
    } catch (error) {
      if (error instanceof BackstoryError && error.code === "unreadable-report") return undefined;
      throw error;
    }
    return results;
  };
}

// Words of the producers; what is neither a pass nor a failure (`runtest`: ran with nothing to compare) was skipped.
const statuses: Readonly<Record<string, ResultToWrite["status"]>> = {
  passed: "passed",
  failed: "failed",
  broken: "broken",
  error: "broken",
};

function fromLines(folder: string): (line: RunLine, at: string) => ResultToWrite[] | undefined {
  const byRun = new Map<number, ResultToWrite[]>();
  for (const line of jsonLines<ResultLine>(gunzipSync(readFileSync(join(folder, "results.jsonl.gz"))))) {
    const results = byRun.get(line.run) ?? [];
    byRun.set(line.run, results);
    const seconds = (line["time"] as number | undefined) ?? 0;
    results.push({
      kind: "result",
      resultId: `r${results.length}`,
      suite: "",
      name: (line["test"] ?? line["historyId"]) as string,
      status: statuses[line.status] ?? "skipped",
      rawStatus: line.status,
      startedAt: "2026-01-01T00:00:00.000Z",
      durationMs: Math.max(0, (line["duration"] as number | undefined) ?? seconds * 1_000),
    });
  }
  return ({ run }, startedAt) => byRun.get(run)?.map((result) => ({ ...result, startedAt }));
}

function jsonLines<Line>(bytes: Buffer): Line[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Line);
}
