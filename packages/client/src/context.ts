import { ci } from "./ci/ci.ts";
import { git } from "./git.ts";
import { host } from "./host.ts";
import type { SubmissionFacts } from "./recorder.ts";
import { renamedFiles } from "./renamedFiles.ts";

/**
 * Where tests run: CI job, commit, the files renamed before it, and machine. What the CI service says about the commit wins over what git says, because
 * services check out merges and bare commits. It does not reject, and takes no longer than git may.
 */
export async function context(
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Pick<SubmissionFacts, "ci" | "git" | "host" | "renames">> {
  const job = ci(env);
  const known = job?.git ?? {};
  const [fromGit, renames] = await Promise.all([
    git({ directory, branch: known.branch, baseBranch: known.baseBranch }),
    renamedFiles({ directory, baseBranch: known.baseBranch }),
  ]);
  const checkout = { ...fromGit, ...known };
  return {
    ...(job === undefined ? {} : { ci: job.ci }),
    ...(Object.keys(checkout).length === 0 ? {} : { git: checkout }),
    host: host(),
    ...(renames.length === 0 ? {} : { renames }),
  };
}
