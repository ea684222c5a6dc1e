import { normalize } from "node:path";
import type { CliOptions, parseCLI } from "vitest/node";

/** What Vitest is to do, as its own command line would understand it. */
export interface VitestTask {
  readonly filters: string[];
  readonly options: CliOptions;
}

const testing = new Set(["run", "watch", "dev", "related"]);
const others = new Set(["bench", "init", "list", "collect"]);
const questions = new Set(["--help", "-h", "--version", "-v"]);

/**
 * The task that the words after `vitest` ask for, read by Vitest's own parser. Undefined when they ask for something
 * else than tests, or in a way that only Vitest's command line understands. An option that Vitest does not know is passed
 * over here, where its command line would refuse it: its parser alone does not tell.
 */
export function vitestTask(words: readonly string[], parse: typeof parseCLI): VitestTask | undefined {
  const own = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  if (own.some((word) => questions.has(word))) return undefined;
  let parsed = parse(["vitest", ...words]);
  const command = own.find((word) => (testing.has(word) || others.has(word)) && !isValue(word, parsed));
  if (command !== undefined && others.has(command)) return undefined;
  // Vitest's parser sees a command in the first place only, its command line everywhere.
  if (command !== undefined && words[0] !== command) {
    const rest = words.filter((_, index) => index !== words.indexOf(command));
    parsed = parse(["vitest", command, ...rest]);
  }
  return { filters: parsed.filter.map((filter) => normalize(filter)), options: normalized(parsed) };
}

/** Whether a word was read as the value of an option or as a filter: `vitest --project run`. */
function isValue(word: string, { filter, options }: ReturnType<typeof parseCLI>): boolean {
  return filter.includes(word) || Object.values(options).flat().includes(word);
}

/** What Vitest's command line does to options after it has parsed them. */
function normalized({ filter, options }: ReturnType<typeof parseCLI>): CliOptions {
  const { exclude, ...rest } = options as CliOptions & { exclude?: string | string[] };
  const result: CliOptions & { cliExclude?: string[] } = rest;
  if (exclude !== undefined) result.cliExclude = [exclude].flat();
  if (filter.some((word) => word.includes(":"))) result.includeTaskLocation ??= true;
  if (typeof result.typecheck?.only === "boolean") result.typecheck.enabled ??= true;
  if (result.clearCache || result.listTags) Object.assign(result, { watch: false, run: true });
  return result;
}
