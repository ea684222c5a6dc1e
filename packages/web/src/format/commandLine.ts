import { shellWord } from "./shellWord.ts";

type Value = string | number | undefined;

/** A command of the client with its options as a terminal takes them; an option without a value is left out. */
export function commandLine(command: readonly string[], options: Readonly<Record<string, Value>> = {}): string {
  const told = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`--${name}`, shellWord(String(value))],
  );
  return ["backstory", ...command.map(shellWord), ...told].join(" ");
}
