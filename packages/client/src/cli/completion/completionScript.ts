import type { CompletedCommand } from "./commandTree.ts";

/** The shells for which there is a script. */
export const shells = ["bash", "zsh", "fish"] as const;

/** A shell for which there is a script. */
export type Shell = (typeof shells)[number];

/** The script that completes `backstory` in a shell. Everything in it is known now: no completion starts a process. */
export function completionScript(commands: readonly CompletedCommand[], shell: Shell): string {
  if (shell === "fish") return fishScript(commands);
  return shell === "zsh" ? zshScript(commands) : bashScript(commands);
}

function bashScript(commands: readonly CompletedCommand[]): string {
  return `${wordFunction(commands)}
_backstory() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word candidate index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    candidate="\${path:+$path }$word"
    case "$word" in -*) continue ;; esac
    if _backstory_is_command "$candidate"; then path="$candidate"; fi
  done
  local previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=($(compgen -W "$(_backstory_words "$path" "$previous")" -- "$current"))
}
complete -o default -F _backstory backstory
`;
}

function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef backstory
${wordFunction(commands)}
_backstory() {
  local path_="" word candidate index
  for ((index = 2; index < CURRENT; index++)); do
    word="\${words[index]}"
    candidate="\${path_:+$path_ }$word"
    case "$word" in -*) continue ;; esac
    if _backstory_is_command "$candidate"; then path_="$candidate"; fi
  done
  compadd -- \${=$(_backstory_words "$path_" "\${words[CURRENT-1]}")} || _files
}
compdef _backstory backstory
`;
}

/** What may come behind a command, and behind one of its flags; plain shell, for bash and zsh. */
function wordFunction(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => quoted(path)).join(" | ");
  const cases = commands.map(({ path, commands: below, flags, choices }) => {
    const valued = flags.filter(({ values }) => values !== undefined);
    const behind = valued.map(
      ({ name, values = [] }) => `        ${name}) echo ${quoted(values.join(" "))}; return ;;`,
    );
    const words = [...below.map(({ name }) => name), ...choices, ...flags.map(({ name }) => name)];
    return `    ${quoted(path)})
      case "$2" in
${behind.join("\n")}
      esac
      echo ${quoted(words.join(" "))} ;;`;
  });
  return `_backstory_is_command() {
  case "$1" in ${paths}) return 0 ;; esac
  return 1
}
_backstory_words() {
  case "$1" in
${cases.join("\n")}
  esac
}`;
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, commands: below, flags, choices }) => {
    const condition = `-n ${quoted(`__backstory_at '${path}'`)}`;
    return [
      ...below.map(
        ({ name, description }) => `complete -c backstory -f ${condition} -a ${name} -d ${quoted(description)}`,
      ),
      ...choices.map((choice) => `complete -c backstory -f ${condition} -a ${quoted(choice)}`),
      ...flags.map(({ name, values }) => {
        const behind = values === undefined ? "" : values.length === 0 ? " -r" : ` -x -a ${quoted(values.join(" "))}`;
        return `complete -c backstory ${condition} -l ${name.slice(2)}${behind}`;
      }),
    ];
  });
  const paths = commands.map(({ path }) => quoted(path)).join(" ");
  return `function __backstory_at
    set -l path ""
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        set -l candidate (string trim "$path $word")
        contains -- "$candidate" ${paths}; and set path $candidate
    end
    test "$path" = "$argv[1]"
end
${lines.join("\n")}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
