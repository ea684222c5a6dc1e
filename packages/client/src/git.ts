import type { SubmissionToWrite } from "@backstory/model";
import { gitAnswer } from "./gitAnswer.ts";
import { redactUrl } from "./redact.ts";

/** What was checked out. */
export type Git = NonNullable<SubmissionToWrite["git"]>;

/** Where git is asked, and what is known already: CI services check out commits without a branch. */
export interface GitQuestion {
  readonly directory: string;
  readonly branch?: string | undefined;
  readonly baseBranch?: string | undefined;
  /** How long each question to git may take. */
  readonly timeoutMs?: number;
}

/** What git says about a directory. Empty without git, outside a repository, and where git takes too long. */
export async function git({ directory, branch, baseBranch, timeoutMs = 2_000 }: GitQuestion): Promise<Git> {
  const ask = (...words: string[]) => gitAnswer(words, directory, timeoutMs);
  // One question: on a busy machine a commit without its branch would begin another history.
  const checkedOut = await ask("rev-parse", "HEAD", "--abbrev-ref", "HEAD", "--is-shallow-repository");
  const [commit, abbreviated, isShallow] = (checkedOut ?? "").split("\n");
  if (!commit) return {};
  const head = branch ?? (abbreviated === "HEAD" ? undefined : abbreviated);
  const [count, changes, repository, baseCommit] = await Promise.all([
    ask("rev-list", "--count", "HEAD"),
    ask("status", "--porcelain", "--untracked-files=no"),
    ask("config", "--get", "remote.origin.url"),
    baseBranch === undefined ? undefined : ask("merge-base", "HEAD", `origin/${baseBranch}`),
  ]);
  // In a shallow clone the number of commits is that of what was fetched.
  const position = isShallow === "false" ? Number(count || Number.NaN) : Number.NaN;
  return {
    commit,
    ...(head ? { branch: head } : {}),
    ...(baseBranch ? { baseBranch } : {}),
    ...(baseCommit ? { baseCommit } : {}),
    ...(Number.isInteger(position) ? { position } : {}),
    ...(repository ? { repository: redactUrl(repository) } : {}),
    ...(changes === undefined ? {} : { dirty: changes !== "" }),
  };
}
