import { fileURLToPath } from "node:url";
import { escaped, filesOf, fullNamePattern } from "../rerun/fullNames.ts";
import type { RerunPlan } from "../rerun/runNote.ts";
import { noteStopsEarly, planHere } from "../rerun/runPlace.ts";
import { forgetPreload } from "./forgetPreload.ts";

type Reporters = readonly (readonly [string, unknown])[];

/** What Jest runs, as its command line says it. */
interface JestWords {
  readonly [option: string]: unknown;
}

interface JestConfigs {
  readonly globalConfig: Readonly<Record<string, unknown>> & { readonly reporters?: Reporters };
}

/** The Jest of the project. */
interface Jest {
  read(words: JestWords, projects: readonly string[]): Promise<JestConfigs>;
  load(id: string): unknown;
}

const reporter = fileURLToPath(new URL("../jest.js", import.meta.url));

/** Reads Jest's configurations as Jest does, with our reporter behind those that there are, and for a rerun narrowed. */
export async function recordedConfigs(
  { read, load }: Jest,
  [words, projects]: [JestWords, readonly string[]],
): Promise<JestConfigs> {
  forgetPreload();
  const plan = planHere("jest");
  if (plan?.tests.length === 0) process.exit(0);
  const configs = await read(plan === undefined ? words : narrowed(words, plan), projects);
  const { globalConfig } = configs;
  noteStopsEarly(globalConfig["bail"]);
  const reporters: Reporters = [...(globalConfig.reporters ?? [[defaultReporter(load), {}]]), [reporter, {}]];
  return { ...configs, globalConfig: Object.freeze({ ...globalConfig, reporters }) };
}

/** Paths and names by which Jest finds the tests of a plan. What a part of the tests covers says nothing. */
function narrowed(words: JestWords, plan: RerunPlan): JestWords {
  const rest = Object.fromEntries(Object.entries(words).filter(([word]) => !ownSelection.has(word)));
  return {
    ...rest,
    ...{ _: filesOf(plan).map((file) => `${escaped(file)}$`), testNamePattern: fullNamePattern(plan.tests) },
    ...{ coverage: false, passWithNoTests: true },
  };
}

/** By which words Jest chooses tests otherwise. */
const ownSelection = new Set([
  ...["testPathPattern", "testPathPatterns", "runTestsByPath", "findRelatedTests", "t", "onlyFailures", "f"],
  ...["onlyChanged", "o", "changedSince", "changedFilesWithAncestor", "lastCommit", "collectCoverage"],
]);

/** Jest chooses its own reporter by who looks on, when nobody else does. */
function defaultReporter(load: (id: string) => unknown): string {
  if (!agents.some((name) => process.env[name])) return "default";
  return "AgentReporter" in (load("@jest/reporters") as object) ? "agent" : "default";
}

const agents = ["AI_AGENT", "AUGMENT_AGENT", "CLAUDE_CODE", "CLAUDECODE", "CODEX_SANDBOX", "CODEX_THREAD_ID"].concat([
  ...["CURSOR_AGENT", "GEMINI_CLI", "GOOSE_PROVIDER", "OPENCODE", "REPL_ID"],
]);
