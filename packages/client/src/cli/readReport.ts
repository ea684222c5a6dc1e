import {
  type Change,
  type Counts,
  changesSchema,
  pageOf,
  type RunDetail,
  type RunResult,
  resultDetailSchema,
  runDetailSchema,
  runResultSchema,
} from "@backstory/model";
import { askServer, type Server } from "./askServer.ts";
import { everyPage } from "./everyPage.ts";
import type { ReportedResult, ReportedRun, ReportedSuite } from "./report/reportedRun.ts";

/** How much of a run a report shows. */
export interface ReportBounds {
  readonly failures: number;
  readonly flaky: number;
}

/** Reads all that a report says about a run: each failure whole, and since when it fails. */
export async function readReport(server: Server, runId: string, bounds: ReportBounds): Promise<ReportedRun> {
  const run = await askServer(server, { path: `/runs/${runId}` }, runDetailSchema);
  const results = await everyPage(server, { path: `/runs/${runId}/results` }, pageOf(runResultSchema));
  const failing = results.filter(({ outcome }) => outcome === "failed" || outcome === "broken");
  const flaky = results.filter(({ outcome }) => outcome === "flaky");
  const stories = failing.length === 0 ? new Map<string, Story>() : await storiesOf(server, run);
  return {
    run,
    runUrl: new URL(`/runs/${runId}`, server.url).href,
    errors: run.errorRecords.map(({ where, message, trace }) =>
      [`${where}: ${message}`, trace].filter((text) => text).join("\n"),
    ),
    failures: await inOrder(failing.slice(0, bounds.failures), (result) =>
      reportedResult(server, run, { result, stories }),
    ),
    flaky: await inOrder(flaky.slice(0, bounds.flaky), (result) => reportedResult(server, run, { result, stories })),
    suites: suitesOf(results),
  };
}

interface Story {
  readonly since: Change["since"];
  readonly isNew: boolean;
}

async function storiesOf(server: Server, { runId }: RunDetail): Promise<Map<string, Story>> {
  const stories = new Map<string, Story>();
  for (const kind of ["stillFailing", "newlyFailing"] as const) {
    const ask = { path: `/runs/${runId}/changes`, query: { class: kind, limit: "500" } };
    const { before, lists } = await askServer(server, ask, changesSchema);
    for (const { testId, since } of lists.flatMap(({ items }) => items)) {
      stories.set(testId, { since, isNew: kind === "newlyFailing" && before !== null });
    }
  }
  return stories;
}

async function reportedResult(
  server: Server,
  { runId }: RunDetail,
  { result, stories }: { readonly result: RunResult; readonly stories: ReadonlyMap<string, Story> },
): Promise<ReportedResult> {
  const { testId, suite, name, displayName, file, line, outcome, durationMs } = result;
  const { attempts } = await askServer(server, { path: `/runs/${runId}/results/${testId}` }, resultDetailSchema);
  const failure = attempts.findLast((attempt) => attempt.failure !== null && attempt.status !== "skipped")?.failure;
  const story = stories.get(testId);
  return {
    ...{ suite, name: displayName || name, file, line, outcome, durationMs },
    attempts: attempts.map(({ status }) => status),
    message: failure?.message ?? result.failure?.message ?? "",
    trace: failure?.trace ?? "",
    since: story?.since ?? null,
    isNew: story?.isNew ?? false,
    assignee: result.assignment?.assignee ?? null,
  };
}

/** Four at a time, so that a long report neither takes long nor crowds the server. */
async function inOrder<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += 4) {
    answers.push(...(await Promise.all(items.slice(from, from + 4).map(ask))));
  }
  return answers;
}

/** Suites with their counts, those with the most failures first. */
function suitesOf(results: readonly RunResult[]): ReportedSuite[] {
  const suites = new Map<string, Counts>();
  for (const { suite, outcome } of results) {
    const counts = suites.get(suite) ?? { passed: 0, failed: 0, broken: 0, skipped: 0, flaky: 0, total: 0 };
    suites.set(suite, { ...counts, [outcome]: counts[outcome] + 1, total: counts.total + 1 });
  }
  const failing = ({ counts }: ReportedSuite): number => counts.failed + counts.broken;
  return [...suites]
    .map(([suite, counts]) => ({ suite, counts }))
    .toSorted((a, b) => failing(b) - failing(a) || (a.suite < b.suite ? -1 : 1));
}
