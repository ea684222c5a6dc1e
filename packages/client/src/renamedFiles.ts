import type { SubmissionToWrite } from "@backstory/model";
import { bounds } from "./bounds.ts";
import type { GitQuestion } from "./git.ts";
import { gitAnswer } from "./gitAnswer.ts";

/** Files and the names that they had before. */
export type RenamedFiles = NonNullable<SubmissionToWrite["renames"]>;

/** Paths as results have them: below the directory that is asked in. */
const asked = ["-M", "-l2000", "--diff-filter=R", "--name-status", "--relative", "-z"];
/** The run before this one may have been some commits ago. */
const commitsBack = 30;

/**
 * The files that git says were renamed: since the branch left its base, or in the last thirty commits where there is no
 * base. Newest first, a file that was renamed twice stands twice. Empty where git does not know, or takes too long.
 */
export async function renamedFiles({
  directory,
  baseBranch,
  timeoutMs = 1_000,
}: Omit<GitQuestion, "branch">): Promise<RenamedFiles> {
  const ofBranch =
    baseBranch === undefined
      ? undefined
      : await gitAnswer(["diff", ...asked, `origin/${baseBranch}...HEAD`], directory, timeoutMs);
  const log = ["log", "--first-parent", "-m", "--format=", `--max-count=${commitsBack}`, ...asked, "HEAD"];
  return pairsIn(ofBranch || (await gitAnswer(log, directory, timeoutMs)) || "");
}

/** The pairs of `R<similarity> NUL from NUL to NUL …`. */
function pairsIn(answer: string): RenamedFiles {
  const words = answer.split("\0").filter((word) => word !== "");
  const pairs: RenamedFiles = [];
  for (let at = 0; at + 2 < words.length && pairs.length < bounds.entries; at += 3) {
    const [from, to] = [words[at + 1] as string, words[at + 2] as string];
    if (Math.max(from.length, to.length) <= bounds.word) pairs.push({ from, to });
  }
  return pairs;
}
