import { Argument, type Command } from "commander";
import { commandTree } from "./completion/commandTree.ts";
import { completionScript, type Shell, shells } from "./completion/completionScript.ts";

/** `backstory completion <shell>`: what makes a shell complete commands, flags and choices. */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print the script that makes a shell complete commands, flags and their choices")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText(
      "after",
      `
bash: eval "$(backstory completion bash)" in ~/.bashrc
zsh:  eval "$(backstory completion zsh)" in ~/.zshrc, after compinit
fish: backstory completion fish > ~/.config/fish/completions/backstory.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(commandTree(program), shell));
    });
}
