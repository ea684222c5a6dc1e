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
import { everyPage } from "./everyPage.ts";
import { findRun, type RunScope } from "./findRun.ts";
import { counted, runStatus } from "./output/cells.ts";
import { previousRun } from "./previousRun.ts";
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

/** The runs that words or a build mean: of a build every run in every target. It throws `not-found` when there is none. */
export async function runsToJudge(
  server: Server,
  { words, build, ...scope }: RunScope & { readonly words: string; readonly build?: string | undefined },
): Promise<Run[]> {
  if (build === undefined) return [await findRun(server, words, scope)];
  const runs = await everyPage(server, { path: "/runs", query: { ...scope, build } }, pageOf(runSchema));
  if (runs.length === 0) throw new BackstoryError("not-found", `There is no run of the build '${build}'.`);
  return runs;
}

/** Judges runs as they stand now. */
export async function judgeAll(server: Server, runs: readonly Run[], rule: GateRule): Promise<Judgement[]> {
  const bases = new Map<string, Promise<Base>>();
  const baseOf = (run: Run): Promise<Base> => {
    const others = runs.filter(({ project, target }) => project === run.project && target === run.target);
    if (!rule.onlyNewFailures || rule.against !== undefined || others.length === 1) {
      return Promise.resolve({ isThere: true, against: rule.against });
    }
    const key = `${run.project}/${run.target}`;
    const base = bases.get(key) ?? baseOfShards(server, others);
    bases.set(key, base);
    return base;
  };
  return Promise.all(runs.map(async (run) => judge(server, run, { ...rule, base: await baseOf(run) })));
}

/** What a run is compared with: what a selector names, or what the server chooses; or there is nothing. */
interface Base {
  readonly isThere: boolean;
  readonly against?: string | undefined;
}

/** Before the shards of a build stands not another of them, but what stood before the first: the whole build that it is of. */
async function baseOfShards(server: Server, runs: readonly Run[]): Promise<Base> {
  const [first] = runs.map(({ runId }) => runId).toSorted();
  const before = await previousRun(server, first as string);
  if (before === undefined) return { isThere: false };
  return { isThere: true, against: before.buildName === "" ? before.runId : `build:${before.buildName}` };
}

async function judge(server: Server, run: Run, rule: GateRule & { readonly base: Base }): Promise<Judgement> {
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
async function newFailures(
  server: Server,
  run: Run,
  { base, ...rule }: GateRule & { readonly base: Base },
): Promise<Found> {
  const query = { against: base.against, class: "newlyFailing", limit: String(mostTests) };
  const ask = { path: `/runs/${run.runId}/changes`, query };
  const changes = base.isThere ? await askServer(server, ask, changesSchema) : undefined;
  if (changes === undefined || changes.before === null) {
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
