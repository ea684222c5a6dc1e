import type { Json } from "../canonicalJson.ts";

/** Which test is to be run, as its runner knows it. */
export interface TestToRun {
  readonly runner: string;
  readonly suite: string;
  readonly name: string;
  readonly displayName: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly file: string;
  /** The runner's own address of the test, where the recorder sent one because the names do not give it. */
  readonly nodeId?: string | undefined;
}

/** The commits between which a test began to fail, and the test. */
export interface BisectQuestion {
  readonly test: TestToRun;
  /** The commit of the first failing run. */
  readonly bad: string;
  /** The commit of the last run that passed. */
  readonly good: string;
}

/**
 * The line that finds the commit which broke a test: `git bisect start BAD GOOD && git bisect run <the test alone>`. Null
 * when the commits are not known or one, when they are no hashes, or when the runner's command is not known.
 */
export function bisectLine({ test, bad, good }: BisectQuestion): string | null {
  const command = singleTestCommand(test);
  if (command === null || bad === good || !commitHash.test(bad) || !commitHash.test(good)) return null;
  return `git bisect start ${bad} ${good} && git bisect run ${command}`;
}

const commitHash = /^[0-9a-f]{7,64}$/i;

/** The command that runs one test alone, quoted for a POSIX shell; null when the runner or the test's file is not known. */
export function singleTestCommand(test: TestToRun): string | null {
  const words = commands[test.runner]?.(test);
  // No shell and no argument list can hold the character 0.
  return words === undefined || words.some((word) => word.includes("\0")) ? null : words.map(shellQuoted).join(" ");
}

/** A word that a POSIX shell reads as just these characters. */
export function shellQuoted(word: string): string {
  return /^[\w%+,./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

type Command = (test: TestToRun) => string[] | undefined;

/** How each runner is told to run one test. Data where it can be: a new runner is a new line. */
const commands: Readonly<Record<string, Command>> = {
  pytest: (test) => inFile(test, (file) => ["python", "-m", "pytest", test.nodeId || nodeId({ ...test, file })]),
  vitest: (test) =>
    inFile(test, (file) => ["npx", "vitest", "run", file, ...ofProject(test), "-t", exactly(fullName(test))]),
  jest: (test) => inFile(test, (file) => ["npx", "jest", "--runTestsByPath", file, "-t", exactly(fullName(test))]),
  playwright: (test) =>
    inFile(test, (file) => ["npx", "playwright", "test", escaped(file), "-g", ending(fullName(test))]),
  mocha: (test) => inFile(test, (file) => ["npx", "mocha", file, "-g", exactly(fullName(test))]),
  "node:test": (test) => inFile(test, (file) => ["node", "--test", `--test-name-pattern=${ending(test.name)}`, file]),
};

function inFile(test: TestToRun, words: (file: string) => string[]): string[] | undefined {
  // A file that begins with a dash would be an option.
  return test.file === "" ? undefined : words(test.file.startsWith("-") ? `./${test.file}` : test.file);
}

/** `path::Class::test[params]`. The title is the node's own name where it has the params; else the family is run. */
function nodeId({ suite, name, displayName, params, file }: TestToRun): string {
  const hasParams = Object.keys(params).length > 0;
  const node = hasParams && displayName.startsWith(`${name}[`) && displayName.endsWith("]") ? displayName : name;
  return [file, ...classesOf(suite, file), node].join("::");
}

/** The classes are what the suite says after the module; a suite that its author chose says none. */
function classesOf(suite: string, file: string): string[] {
  const parts = file.replace(/\.[^./\\]+$/, "").split(/[\\/]/);
  const module = parts.map((_, index) => parts.slice(index).join(".")).find((each) => suite.startsWith(`${each}.`));
  return module === undefined ? [] : suite.slice(module.length + 1).split(".");
}

/** The describe blocks and the name, as JavaScript runners join them: by blanks. */
function fullName({ suite, name, file }: TestToRun): string {
  const blocks = suite.split(" > ");
  const at = blocks.findIndex((block) => block === file || block.endsWith(`| ${file}`));
  return [...blocks.slice(at + 1), name].filter((block) => block !== "").join(" ");
}

function ofProject({ suite }: TestToRun): string[] {
  const project = /^\|(?<project>[^|]+)\| /.exec(suite)?.groups?.["project"];
  return project === undefined ? [] : [`--project=${project}`];
}

/** A pattern for the whole of a text. */
function exactly(text: string): string {
  return `^${escaped(text)}$`;
}

/** A pattern for the end of a text, where the runner may put more before it: project and file, or what the test stands in. */
function ending(text: string): string {
  return `${escaped(text)}$`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
