import type { SubmissionToWrite } from "@backstory/model";
import type { Git } from "../git.ts";

/** The variables of the environment of a job. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a CI service says about the job that runs; unset and empty variables are left out. */
export type Ci = NonNullable<SubmissionToWrite["ci"]>;

/** One CI service: how its jobs are known, and what their environment says. */
export interface CiService {
  isHere(env: Environment): boolean;
  read(env: Environment): CiFacts;
}

/** What the environment of a CI job says about the job, and about the commit. Empty texts count as unknown. */
export interface CiFacts {
  readonly ci: { readonly provider: string } & {
    readonly [Key in "runId" | "runUrl" | "job" | "pullRequest" | "actor"]?: string | undefined;
  } & { readonly attempt?: number | undefined };
  readonly git?: {
    readonly [Key in "commit" | "branch" | "baseBranch" | "baseCommit" | "repository"]?: string | undefined;
  };
}

/** The facts without what is unknown, as they go into the record. */
export function knownFacts(facts: CiFacts): { ci: Ci; git: Git } {
  return { ci: known(facts.ci) as Ci, git: known(facts.git ?? {}) as Git };
}

/** An address put together from its parts; undefined when any part is unknown. */
export function addressFrom(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.every(Boolean) ? parts.join("") : undefined;
}

/** A count in a variable; undefined when it is none. */
export function countOf(text: string | undefined): number | undefined {
  const count = Number(text || Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** A branch without `refs/heads/` and `origin/`. */
export function branchOf(ref: string | undefined): string | undefined {
  return ref?.replace(/^refs\/heads\//, "").replace(/^origin\//, "");
}

function known(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value !== "" && value !== "false"),
  );
}
