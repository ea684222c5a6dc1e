/** The shard that Node was told to run: `--test-shard=1/3`. */
export function shardOf(words: readonly string[]): { index: number; total: number } | undefined {
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(valuesOf("--test-shard", words).at(-1) ?? "") ?? [];
  return index === undefined ? undefined : { index: Number(index), total: Number(total) };
}

/** Whether there is one reporter only, in the words of the command or in NODE_OPTIONS. */
export function isAlone(words: readonly string[] = process.execArgv, env: NodeJS.ProcessEnv = process.env): boolean {
  const fromEnvironment = (env["NODE_OPTIONS"] ?? "").split(/\s+/);
  return valuesOf("--test-reporter", [...words, ...fromEnvironment]).length === 1;
}

function valuesOf(option: string, words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
    return word === option ? [words[index + 1] ?? ""] : [];
  });
}
