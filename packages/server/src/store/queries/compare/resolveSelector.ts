import { BackstoryError, mostSelectedRuns, parseSelector, type Selector } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { runSubmissions } from "../runSubmissions.ts";
import { type ComparableRun, comparableRuns, type RunConditions } from "./comparableRuns.ts";

/** In what a selector is read. */
export interface SelectorContext {
  readonly project?: string | undefined;
  /** Without one a selector names runs of one target all the same: that of the newest run that fits. */
  readonly target?: string | undefined;
  /** Only runs before this one, and what `previous` means. */
  readonly before?: ComparableRun | undefined;
  readonly asof?: string | undefined;
}

/**
 * The runs that a selector names, newest first. A branch names complete runs only. `not-found`, with what was looked
 * for, when there is none.
 */
export async function resolveSelector(
  connection: Connection,
  text: string,
  context: SelectorContext,
): Promise<ComparableRun[]> {
  const selector = parseSelector(text);
  const runs = await runsOf(connection, selector, context);
  if (runs.length > 0) return runs;
  const { project, target } = context;
  const place = [project && `project ${project}`, target && `target ${target}`].filter(Boolean).join(", ");
  throw new BackstoryError("not-found", `There is no run for the selector '${text}'${place && ` in ${place}`}.`);
}

async function runsOf(connection: Connection, selector: Selector, context: SelectorContext): Promise<ComparableRun[]> {
  if (selector.kind === "run") return runOf(connection, selector.runId, context);
  if (selector.kind === "previous") {
    if (context.before !== undefined) return (await previousRun(connection, context.before, context.asof)).runs;
    throw new BackstoryError("selector-invalid", "'previous' has a meaning only for the changes of a run.");
  }
  const conditions = { ...conditionsIn(context), ...conditionsOf(selector) };
  const { asof } = context;
  const [newest] = await comparableRuns(connection, conditions, { limit: 1, asof });
  if (newest === undefined) return [];
  const limit = selector.kind === "latest" ? 1 : selector.kind === "branch" ? selector.runs : mostSelectedRuns;
  if (limit === 1) return [newest];
  return comparableRuns(connection, { ...conditions, "target = {target:String}": newest.target }, { limit, asof });
}

/** The run that an id of it or of one of its submissions names; none when there is none. */
export async function runOf(
  connection: Connection,
  id: string,
  { asof }: Pick<SelectorContext, "asof">,
): Promise<ComparableRun[]> {
  if (asof === undefined) {
    const found = await comparableRuns(connection, { "runId = {runId:String}": id }, { limit: 1, asof });
    if (found.length > 0) return found;
  }
  const run = await runSubmissions(connection, id, asof);
  if (run === undefined) return [];
  const conditions = { "project = {project:String}": run.project, "runId = {runId:String}": run.runId };
  return comparableRuns(connection, conditions, { limit: 1, asof });
}

function conditionsIn({ project, target, before }: SelectorContext): RunConditions {
  return {
    "project = {project:String}": project,
    "target = {target:String}": target,
    "runId < {before:String}": before?.runId,
  };
}

function conditionsOf(selector: Selector): RunConditions {
  switch (selector.kind) {
    case "branch":
      return { "branch = {branch:String}": selector.branch, "complete = {complete:Bool}": true };
    case "build":
      return { "buildName = {build:String}": selector.build };
    case "commit":
      return { "startsWith(commit, {commit:String})": selector.commit };
    case "latest":
      return selector.target === undefined ? {} : { "target = {target:String}": selector.target };
    case "run":
    case "previous":
      return {};
  }
}

/** The newest complete run before another on its target and branch, or else on the default branch; none when there is none. */
export async function previousRun(
  connection: Connection,
  run: ComparableRun,
  asof: string | undefined,
): Promise<{ readonly runs: ComparableRun[]; readonly choice: "previous-on-branch" | "previous-on-default-branch" }> {
  const complete = { ...conditionsIn({ ...run, before: run }), "complete = {complete:Bool}": true };
  const one = { limit: 1, asof };
  const onBranch = await comparableRuns(connection, { ...complete, "branch = {branch:String}": run.branch }, one);
  if (onBranch.length > 0) return { runs: onBranch, choice: "previous-on-branch" };
  const onDefault = await comparableRuns(connection, { ...complete, "mainline = {mainline:Bool}": true }, one);
  return { runs: onDefault, choice: "previous-on-default-branch" };
}
