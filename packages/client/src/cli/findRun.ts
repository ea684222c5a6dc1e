import { BackstoryError, pageOf, parseSelector, type Run, runSchema, type Selector } from "@backstory/model";
import { askServer, type Server } from "./askServer.ts";

/** Among which runs one is meant. */
export interface RunScope {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly branch?: string | undefined;
  readonly asof?: string | undefined;
}

/**
 * The run that words mean: its id, `latest`, `latest:TARGET`, `build:NAME` or `branch:NAME`, each the newest of its kind.
 * It throws `selector-invalid` or `not-found`.
 */
export async function findRun(server: Server, words: string, scope: RunScope): Promise<Run> {
  const selector = parseSelector(words);
  if (selector.kind === "run") {
    return askServer(server, { path: `/runs/${selector.runId}`, query: { asof: scope.asof } }, runSchema);
  }
  const query = { ...scope, ...filterOf(selector), limit: "1" };
  const { items } = await askServer(server, { path: "/runs", query }, pageOf(runSchema));
  const [run] = items;
  if (run === undefined) throw new BackstoryError("not-found", `There is no run that '${words}' means.`);
  return run;
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
    case "previous":
      throw new BackstoryError("selector-invalid", `'${selector.kind}' does not name one run by itself.`);
  }
}
