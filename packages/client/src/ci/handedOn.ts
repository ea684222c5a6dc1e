import type { Git } from "../git.ts";
import type { Ci, Environment } from "./ciService.ts";

/** Under this name `backstory run` hands on what it knows of the CI job, to commands from which tox hides the rest. */
const ciVariable = "BACKSTORY_CI";

/** What is known of the job, as variables for processes that do not see those of the CI service. */
export function handOn(job: { readonly ci: Ci; readonly git: Git } | undefined): Record<string, string> {
  return job === undefined ? {} : { [ciVariable]: JSON.stringify(job) };
}

/** What was handed on; undefined when nothing was. */
export function handedOn(env: Environment): { ci: Ci; git: Git } | undefined {
  try {
    const { ci, git } = JSON.parse(env[ciVariable] ?? "{}");
    return typeof ci?.provider === "string" && typeof git === "object" ? { ci, git } : undefined;
  } catch {
    return undefined;
  }
}
