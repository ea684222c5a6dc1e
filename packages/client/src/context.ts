import { ci } from "./ci/ci.ts";
import { git } from "./git.ts";
import { host } from "./host.ts";
import type { SubmissionFacts } from "./recorder.ts";

/**
 * Where tests run: CI job, commit and machine. What the CI service says about the commit wins over what git says, because
 * services check out merges and bare commits. It does not reject, and takes no longer than git may.
 */
export async function context(
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Pick<SubmissionFacts, "ci" | "git" | "host">> {
  const job = ci(env);
  const known = job?.git ?? {};
  const fromGit = await git({ directory, branch: known.branch, baseBranch: known.baseBranch });
  const checkout = { ...fromGit, ...known };
  return {
    ...(job === undefined ? {} : { ci: job.ci }),
    ...(Object.keys(checkout).length === 0 ? {} : { git: checkout }),
    host: host(),
  };
}
