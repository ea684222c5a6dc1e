import { basename } from "node:path";
import { escaped, fullName, projectOf } from "../rerun/fullNames.ts";
import type { NotedTest, RerunPlan } from "../rerun/runNote.ts";

/** An option of Playwright's command line, as its own parser describes it. */
interface PlaywrightOption {
  readonly short?: string;
  readonly long?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

interface PlaywrightProgram {
  readonly program: {
    readonly commands: readonly { name(): string; readonly options: readonly PlaywrightOption[] }[];
  };
}

/**
 * The words of the command line that run the tests of a plan: `file:line` in the place of what the user chose, and names,
 * because a loop makes many tests in one line, and every project has them.
 */
export function narrowPlaywright(
  [node = "", program = "", command = "", ...words]: readonly string[],
  { tests }: RerunPlan,
  load: (id: string) => unknown,
): string[] {
  const options = optionsOf(command, load);
  const places = tests.map(({ file = "", line }) => `${escaped(file)}${line === undefined ? "" : `:${line}`}`);
  const names = `--grep=${[...new Set(tests.map(namePattern))].join("|")}`;
  return [node, program, command, ...new Set(places), ...withoutOperands(words, options), names];
}

/** Playwright's own parser knows which options take values. Before 1.38 it cannot be asked. */
function optionsOf(command: string, load: (id: string) => unknown): readonly PlaywrightOption[] {
  try {
    const { commands } = (load("playwright/lib/program") as PlaywrightProgram).program;
    return commands.find((each) => each.name() === command)?.options ?? [];
  } catch {
    const words =
      "browser config global-timeout max-failures output project repeat-each reporter retries shard timeout trace";
    const long = [...words.split(" "), "grep", "grep-invert", "workers"].map((word) => ({ long: `--${word}` }));
    return [...long, ...["-c", "-g", "-gv", "-j"].map((short) => ({ short }))].map((each) => ({
      ...each,
      required: true,
    }));
  }
}

/** Playwright matches the project (not before 1.40), the file, the titles and the tags with blanks between. */
function namePattern(test: NotedTest): string {
  const project = projectOf(test);
  const before = project === undefined ? ".*[ /\\\\]|" : `${escaped(project)} (?:.*[/\\\\])?|(?:[^ ]*[/\\\\])?`;
  return `^ ?(?:${before})${escaped(basename(test.file ?? ""))} ${fullName(test)}(?: @\\S+)*$`;
}

/** The options among the words, with their values. Names that the user gave hold all the tests that failed. */
function withoutOperands(words: readonly string[], options: readonly PlaywrightOption[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (word === "--") break;
    if (!word.startsWith("-")) continue;
    const option = options.find(({ short, long }) => word === short || word === long);
    const isGrep =
      word.startsWith("--grep=") || option?.long === "--grep" || word === "-g" || option?.long === "--last-failed";
    const values = option === undefined ? 0 : valuesBehind(words, index, option);
    if (!isGrep) kept.push(...words.slice(index, index + 1 + values));
    index += values;
  }
  return kept;
}

function valuesBehind(words: readonly string[], index: number, { required, optional, variadic }: PlaywrightOption) {
  const next = words[index + 1];
  if (required && !variadic) return 1;
  if (!(required || optional) || next === undefined || next.startsWith("-")) return 0;
  if (!variadic) return 1;
  const end = words.findIndex((word, at) => at > index && word.startsWith("-"));
  return (end === -1 ? words.length : end) - index - 1;
}
