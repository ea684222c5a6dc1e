import { BackstoryError, pageOf, parseSelector, type Run, runSchema, type Selector } from "@backstory/model";
import { askServer, type Server } from "./askServer.ts";
import { previousRun } from "./previousRun.ts";

/** How a run may be named, for the help of the commands that take one. */
export const runForms = "a run id, latest[:TARGET], previous, build:NAME, branch:NAME or commit:SHA";

/** Among which runs one is meant. */
export interface RunScope {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  readonly asof?: string | undefined;
}

/**
 * The run that words mean: its id, `latest`, `latest:TARGET`, `build:NAME`, `branch:NAME` or `commit:SHA`, each the newest
 * of its kind; or `previous`, the complete run before the newest one. It throws `selector-invalid` or `not-found`.
 */
export async function findRun(server: Server, words: string, scope: RunScope): Promise<Run> {
  const selector = parseSelector(words);
  if (selector.kind === "run") {
    return askServer(server, { path: `/runs/${selector.runId}`, query: { asof: scope.asof } }, runSchema);
  }
  const query = { ...scope, ...filterOf(selector), limit: "1" };
  const { items } = await askServer(server, { path: "/runs", query }, pageOf(runSchema));
  const [newest] = items;
  const run = selector.kind === "previous" ? await runBefore(server, newest, scope) : newest;
  if (run === undefined) throw new BackstoryError("not-found", `There is no run that '${words}' means.`);
  return run;
}

async function runBefore(server: Server, run: Run | undefined, { asof }: RunScope): Promise<Run | undefined> {
  const before = run && (await previousRun(server, run.runId, asof));
  return before && askServer(server, { path: `/runs/${before.runId}`, query: { asof } }, runSchema);
}

function filterOf(selector: Exclude<Selector, { kind: "run" }>): Record<string, string | undefined> {
  switch (selector.kind) {
    case "latest":
      return selector.target === undefined ? {} : { target: selector.target };
    case "build":
      return { build: selector.build };
    case "branch":
      return { branch: selector.branch };
    case "commit":
      return { commit: selector.commit };
    case "previous":
      return {};
  }
}
