import {
  BackstoryError,
  changesSchema,
  pageOf,
  type Run,
  type RunResult,
  runResultSchema,
  runSchema,
} from "@backstory/model";
import { askServer, type Server } from "./askServer.ts";
import { findRun, type RunScope } from "./findRun.ts";
import { counted, runStatus } from "./output/cells.ts";
import { countsInWords } from "./show.ts";

/** What a gate lets through. */
export interface GateRule {
  readonly onlyNewFailures: boolean;
  readonly against?: string | undefined;
  readonly allowFlaky: boolean;
  readonly allowSkipped: boolean;
  readonly allowIncomplete: boolean;
}

/** A test that keeps the gate closed. */
export type GateTest = Pick<RunResult, "testId" | "suite" | "name" | "displayName" | "outcome"> & {
  readonly message: string;
};

/** Whether a run passes a gate, with every reason why not. */
export interface Judgement {
  readonly run: Run;
  readonly passes: boolean;
  readonly reasons: readonly string[];
  readonly tests: readonly GateTest[];
}

const mostTests = 100;

/** The runs that words or a build mean: of a build the newest run of each target. It throws `not-found` when there is none. */
export async function runsToJudge(
  server: Server,
  { words, build, ...scope }: RunScope & { readonly words: string; readonly build?: string | undefined },
): Promise<Run[]> {
  if (build === undefined) return [await findRun(server, words, scope)];
  const ask = { path: "/runs", query: { ...scope, build, limit: "500" } };
  const { items } = await askServer(server, ask, pageOf(runSchema));
  const newest = new Map<string, Run>();
  for (const run of items)
    if (!newest.has(`${run.project}/${run.target}`)) newest.set(`${run.project}/${run.target}`, run);
  if (newest.size === 0) throw new BackstoryError("not-found", `There is no run of the build '${build}'.`);
  return [...newest.values()];
}

/** Judges a run as it stands now. */
export async function judge(server: Server, run: Run, rule: GateRule): Promise<Judgement> {
  const reasons: string[] = [];
  if (run.state !== "complete" && !rule.allowIncomplete) reasons.push(`The run is not complete (${runStatus(run)}).`);
  if (run.errors > 0)
    reasons.push(`There ${run.errors === 1 ? "is 1 error" : `are ${run.errors} errors`} outside the tests.`);
  if (run.counts.total === 0) reasons.push("The run has no results.");
  const tests = rule.onlyNewFailures ? await newFailures(server, run, rule) : await notPassed(server, run, rule);
  if (tests.found > 0) reasons.push(tests.reason);
  return { run, passes: reasons.length === 0, reasons, tests: tests.items };
}

interface Found {
  readonly found: number;
  readonly reason: string;
  readonly items: readonly GateTest[];
}

/** Every test that did not pass, but those that the rule lets through. */
async function notPassed(server: Server, run: Run, rule: GateRule): Promise<Found> {
  const { counts } = run;
  const closing = [
    ...(["failed", "broken"] as const),
    ...(rule.allowFlaky ? [] : (["flaky"] as const)),
    ...(rule.allowSkipped ? [] : (["skipped"] as const)),
  ];
  const found = closing.reduce((sum, outcome) => sum + counts[outcome], 0);
  if (found === 0) return { found, reason: "", items: [] };
  const query = { status: closing.join(","), limit: String(mostTests) };
  const page = await askServer(server, { path: `/runs/${run.runId}/results`, query }, pageOf(runResultSchema));
  return {
    found,
    reason: `${countsInWords(run)}.`,
    items: page.items.map((result) => ({
      ...namesOf(result),
      outcome: result.outcome,
      message: result.failure?.message ?? "",
    })),
  };
}

/** The tests that fail and did not before; when there is nothing to compare with, every test that fails. */
async function newFailures(server: Server, run: Run, rule: GateRule): Promise<Found> {
  const query = { against: rule.against, class: "newlyFailing", limit: String(mostTests) };
  const changes = await askServer(server, { path: `/runs/${run.runId}/changes`, query }, changesSchema);
  if (changes.before === null) {
    const all = await notPassed(server, run, { ...rule, allowFlaky: true, allowSkipped: true });
    return { ...all, reason: `There is no run to compare with, so that every failure is new: ${all.reason}` };
  }
  const list = changes.lists.find((each) => each.class === "newlyFailing");
  const found = list?.tests ?? 0;
  const before = changes.before.runs
    .map(({ runId, buildName }) => buildName || runId)
    .slice(0, 3)
    .join(", ");
  return {
    found,
    reason: `${counted(found, "test")} ${found === 1 ? "fails" : "fail"} that did not before (${before}).`,
    items: (list?.items ?? []).map((change) => ({
      ...namesOf(change),
      outcome: change.after.outcome ?? "failed",
      message: change.after.failure?.message ?? "",
    })),
  };
}

function namesOf({ testId, suite, name, displayName }: Omit<GateTest, "outcome" | "message">) {
  return { testId, suite, name, displayName };
}
