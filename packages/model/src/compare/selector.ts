import { BackstoryError } from "../problem.ts";
import { submissionIdPattern } from "../submissionId.ts";

/** Which runs are meant, before anybody looked which there are. */
export type Selector =
  | { readonly kind: "run"; readonly runId: string }
  | { readonly kind: "latest"; readonly target?: string }
  | { readonly kind: "previous" }
  | { readonly kind: "branch"; readonly branch: string; readonly runs: number }
  | { readonly kind: "build"; readonly build: string }
  | { readonly kind: "commit"; readonly commit: string };

/** How selectors are written, for messages and help. */
export const selectorForms = [
  "<run id>",
  "latest[:<target>]",
  "previous",
  "branch:<name>[:<number of runs>]",
  "build:<name>",
  "commit:<sha>",
] as const;

/** The most runs that a selector may name. */
export const mostSelectedRuns = 100;

/** What a selector means; `selector-invalid`, with what is wrong, when it cannot be read. */
export function parseSelector(text: string): Selector {
  const colon = text.indexOf(":");
  const word = colon === -1 ? text : text.slice(0, colon);
  const rest = colon === -1 ? undefined : text.slice(colon + 1);
  if (rest === undefined) return parseWord(text);
  if (rest === "") throw invalid(text, `nothing stands after '${word}:'`);
  if (word === "latest") return { kind: "latest", target: rest };
  if (word === "branch") return parseBranch(text, rest);
  if (word === "build") return { kind: "build", build: rest };
  if (word === "commit") return parseCommit(text, rest);
  throw invalid(text, `'${word}:' is none of the forms`);
}

function parseWord(text: string): Selector {
  if (text === "latest" || text === "previous") return { kind: text };
  if (submissionIdPattern.test(text)) return { kind: "run", runId: text };
  if (["branch", "build", "commit"].includes(text)) throw invalid(text, `'${text}' needs a colon and a name`);
  throw invalid(text, "it is neither the id of a run nor one of the other forms");
}

/** Names of branches have no colon, so that the last one is ours. */
function parseBranch(text: string, rest: string): Selector {
  const [branch = "", number, ...more] = rest.split(":");
  if (more.length > 0 || branch === "")
    throw invalid(text, "a branch is written branch:<name> or branch:<name>:<number>");
  if (number === undefined) return { kind: "branch", branch, runs: 1 };
  const runs = /^\d{1,4}$/.test(number) ? Number(number) : 0;
  if (runs < 1 || runs > mostSelectedRuns) throw invalid(text, `the number of runs is from 1 to ${mostSelectedRuns}`);
  return { kind: "branch", branch, runs };
}

function parseCommit(text: string, commit: string): Selector {
  if (!/^[0-9a-f]{4,64}$/i.test(commit)) throw invalid(text, "a commit is 4 to 64 hexadecimal digits");
  return { kind: "commit", commit: commit.toLowerCase() };
}

function invalid(text: string, what: string): BackstoryError {
  const detail = `In the selector '${text}' ${what}. A selector is one of: ${selectorForms.join(", ")}.`;
  return new BackstoryError("selector-invalid", detail, { selector: text });
}
