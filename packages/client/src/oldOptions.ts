/** The options of Tesults' reporters, understood in the place of ours. */
export interface OldOptions {
  readonly "tesults-target"?: string;
  readonly "tesults-files"?: string;
  readonly "tesults-output-file"?: string;
  readonly "tesults-build-name"?: string;
  readonly "tesults-build-result"?: string;
  readonly "tesults-build-description"?: string;
  readonly "tesults-build-desc"?: string;
  readonly "tesults-build-reason"?: string;
}

/** The old options of a setting, by its name today. */
const oldNames: Readonly<Record<string, readonly (keyof OldOptions)[]>> = {
  files: ["tesults-files"],
  output: ["tesults-output-file"],
  buildName: ["tesults-build-name"],
  buildResult: ["tesults-build-result"],
  buildDescription: ["tesults-build-description", "tesults-build-desc"],
  buildReason: ["tesults-build-reason"],
};

/** What an old option says for a setting. The old variable of the output file counts more than that, as it did. */
export function oldValue(options: OldOptions, env: NodeJS.ProcessEnv, name: string): string | undefined {
  if (oldVariable(env, name) !== undefined) return undefined;
  return (Object.hasOwn(oldNames, name) ? (oldNames[name] ?? []) : []).map((old) => options[old]).find(Boolean);
}

/** What an old variable says for a setting. */
export function oldVariable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return name === "output" ? env["TESULTS_OUTPUT_FILE"] || undefined : undefined;
}

/** What the old target stands for: the variable of that name, else an address, an ingest token or the name of a target. */
export function oldTarget(
  options: OldOptions,
  env: NodeJS.ProcessEnv,
): { url?: string; token?: string; target?: string } {
  const asked = options["tesults-target"];
  if (!asked) return {};
  const value = env[asked]?.trim() || asked;
  if (value.includes("://")) return { url: value };
  // No name of a target is that long, and tokens of other services are secrets, too.
  const isToken = value.startsWith("bst_") || value.length > 100 || /^eyJ[\w-]+\.[\w-]+\./.test(value);
  return isToken ? { token: value } : { target: value };
}
