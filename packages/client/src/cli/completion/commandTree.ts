import type { Command } from "commander";

/** A flag, and what may stand behind it: nothing (undefined), anything (empty), or one of some words. */
export interface CompletedFlag {
  readonly name: string;
  readonly values: readonly string[] | undefined;
}

/** A command by all its words, with what may follow it. */
export interface CompletedCommand {
  /** `target set`; empty for `backstory` itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly CompletedFlag[];
  /** The words that its first argument may be, where they are few. */
  readonly choices: readonly string[];
}

/** Every command of a program, flat. */
export function commandTree(command: Command, path = ""): CompletedCommand[] {
  const below = command.commands.map((each) => commandTree(each, `${path} ${each.name()}`.trim()));
  return [
    {
      path,
      commands: command.commands.map((each) => ({
        name: each.name(),
        description: each.description().split(/[:;,]/)[0] ?? "",
      })),
      flags: [...command.options, ...command.createHelp().visibleOptions(command)]
        .filter(({ long }, index, all) => all.findIndex((other) => other.long === long) === index)
        .flatMap(({ long, required, optional, argChoices }) =>
          long ? [{ name: long, values: required || optional ? (argChoices ?? []) : undefined }] : [],
        ),
      choices: command.registeredArguments[0]?.argChoices ?? [],
    },
    ...below.flat(),
  ];
}
