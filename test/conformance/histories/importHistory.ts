import { newSubmissionId, type RecordToWrite } from "@backstory/model";
import type { PartToAppend, Store } from "../../../packages/server/src/store/store.ts";
import { idOf, partOf } from "../../../packages/server/src/store/testing/submit.ts";
import type { HistoryRun } from "./readHistory.ts";

/** What became of a history in the store: which run is which submission, and which tests it has. */
export interface ImportedHistory {
  readonly runOf: ReadonlyMap<string, number>;
  /** The id of each test by its name in `truth.json`, with whether any result of it failed. */
  readonly tests: ReadonlyMap<string, { readonly testId: string; readonly everBad: boolean }>;
  readonly results: number;
}

const tool = { name: "pytest" };
const firstAt = Date.UTC(2026, 0, 1);

/** Appends each run as a submission. Their ids sort in the order of the runs, whatever their clocks said. */
export async function importHistory(
  store: Store,
  project: string,
  runs: readonly HistoryRun[],
): Promise<ImportedHistory> {
  const runOf = new Map<string, number>();
  const tests = new Map<string, { testId: string; everBad: boolean }>();
  const parts: PartToAppend[] = [];
  let results = 0;
  for (const [index, run] of runs.entries()) {
    const owner = { project, target: "history", submissionId: newSubmissionId(firstAt + index * 1_000) };
    const { submissionId } = owner;
    runOf.set(submissionId, run.run);
    const begun: RecordToWrite = {
      ...{ kind: "submission", recordVersion: 1, submissionId, recorder: tool, runner: tool, startedAt: run.at },
      git: { commit: run.commit, branch: "main" },
    };
    const end: RecordToWrite = { kind: "end", finishedAt: run.at };
    parts.push(partOf(owner, [begun, ...run.results, end]));
    results += run.results.length;
    for (const result of run.results) {
      const name = nameInTruth(result);
      const isBad = result.status === "failed" || result.status === "broken";
      const testId = tests.get(name)?.testId ?? idOf(project, result);
      tests.set(name, { testId, everBad: isBad || (tests.get(name)?.everBad ?? false) });
    }
  }
  await Promise.all(parts.map((part) => store.append(part)));
  await store.settled();
  return { runOf, tests, results };
}

/**
 * `classname::name` for a result of a report, the plain name for one of a list of results. A module that pytest could not
 * collect has an empty classname; our suite of it is then that of the file, which is called `pytest`.
 */
function nameInTruth({ suite, name, resultId }: HistoryRun["results"][number]): string {
  if (resultId.startsWith("r")) return name;
  return suite === "pytest" ? `::${name}` : `${suite}::${name}`;
}
