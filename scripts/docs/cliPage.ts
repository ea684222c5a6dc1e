import { exitStatusWords } from "../../packages/client/src/cli/exitStatus.ts";
import { program } from "../../packages/client/src/cli/program.ts";
import { settingNames } from "../../packages/client/src/settings.ts";

type Command = ReturnType<typeof program>;

/** The reference of the command line, from the commands themselves. */
export function cliPage(): string {
  const commands = program().commands.flatMap((command) => (command.commands.length > 0 ? command.commands : command));
  return [
    "# The command line",
    "",
    "`backstory <command>`, or `npx backstory <command>` in a project that has the package. `--json` prints the answer as JSON",
    "on stdout, and an error as a problem document on stderr; `--debug` adds stack traces. `backstory serve` takes the options",
    "of the server, which `backstory serve --help` lists.",
    "",
    "## What is printed",
    "",
    "Lists are tables as wide as the terminal, or as `COLUMNS` says: the widest text is cut first, ids, times and numbers never",
    "are. Piped, they are as wide as they like. Colours are for terminals, or as `FORCE_COLOR` and `NO_COLOR` say, and say nothing",
    "that words do not say. Times are UTC. Control characters, terminal sequences and turns of direction in names and messages",
    "are shown as signs for themselves.",
    "",
    "| flag | prints |",
    "|---|---|",
    "| `--json` | the answer of the API as it is, whole |",
    "| `--csv` | RFC 4180 with a line of names and values that are not cut; a text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab or return at its begin) has an apostrophe before it, numbers have none |",
    "| `--md` | Markdown tables; names are escaped |",
    "",
    "Where a command takes a run, `latest`, `latest:TARGET`, `build:NAME` and `branch:NAME` mean the newest of its kind; where it",
    "takes a test, a part of its name does when only one test has it, or a name that only one test bears, as `name` or",
    "`suite > name`. When several match they are listed, and the exit status is 2.",
    "",
    "`backstory run latest` and `backstory run <id>` show a run, as `backstory show` does; to record a program that is called",
    "`latest`, write its path.",
    "",
    "## Exit statuses",
    "",
    "`backstory run` and `backstory serve` end as the command that they run: with its status, or by its signal; 127 when it",
    "is not found, 126 when it cannot be started. All others end with one of these:",
    "",
    "| status | |",
    "|---|---|",
    ...Object.entries(exitStatusWords).map(([status, words]) => `| ${status} | ${words} |`),
    "",
    "## Settings",
    "",
    "A flag wins over the environment, which wins over the default. `backstory doctor` prints each with where it came from.",
    "Recorders take the same words as options in code.",
    "",
    "| in code | environment | flag |",
    "|---|---|---|",
    ...Object.entries(settingNames).map(
      ([name, { variable, flag }]) => `| \`${name}\` | \`${variable}\` | ${flag === undefined ? "" : `\`${flag}\``} |`,
    ),
    ...commands.flatMap((command) => ["", ...commandSection(command)]),
    "",
  ].join("\n");
}

function commandSection(command: Command): string[] {
  const section = [`## ${fullName(command)}`, "", `\`${fullName(command)} ${command.usage()}\``, "", sentence(command)];
  const rows = [
    ...command.registeredArguments.map((argument) => [argumentName(argument.name(), argument), argument.description]),
    ...command.options.map(({ flags, description, defaultValue, mandatory }) => [
      flags,
      description +
        (mandatory ? "; required" : "") +
        (defaultValue === undefined ? "" : `; ${defaultValue} when left out`),
    ]),
  ];
  if (rows.length === 0) return section;
  return [...section, "", "| | |", "|---|---|", ...rows.map(([name, words]) => `| \`${name}\` | ${words} |`)];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function argumentName(name: string, { required, variadic }: { required: boolean; variadic: boolean }): string {
  const dots = variadic ? "..." : "";
  return required ? `<${name}${dots}>` : `[${name}${dots}]`;
}

function sentence(command: Command): string {
  const text = command.description();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
