import { spawn } from "node:child_process";
import { constants } from "node:os";
import { isatty } from "node:tty";

/** How a command ended: its exit status, or the signal that ended it. */
export interface CommandEnd {
  readonly status: number;
  readonly signal: NodeJS.Signals | undefined;
  /** Whether somebody wanted it to stop. */
  readonly isInterrupted: boolean;
}

const forwarded: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];

/**
 * Runs a command in the place of this process: its input, output and terminal are ours, and signals are handed on. It
 * rejects when the command cannot be started.
 */
export function runCommand(command: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandEnd> {
  const isInTerminal = [0, 1, 2].some((stream) => isatty(stream));
  return new Promise((resolve, reject) => {
    const [program = "", ...words] = command;
    let isInterrupted = false;
    const forward = (signal: NodeJS.Signals) => {
      isInterrupted = true;
      // Ctrl-C in a terminal reaches the command without us, and told twice it would mean to stop at once.
      if (signal !== "SIGINT" || !isInTerminal) child.kill(signal);
    };
    // Before the command is there: a signal in between would end us and leave it behind.
    for (const signal of forwarded) process.on(signal, forward);
    const child = spawn(program, words, { stdio: "inherit", env, shell: process.platform === "win32" });
    const stopForwarding = () => {
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("exit", (status, signal) => {
      stopForwarding();
      resolve({
        status: status ?? 128 + constants.signals[signal ?? "SIGTERM"],
        signal: signal ?? undefined,
        isInterrupted: isInterrupted || signal !== null,
      });
    });
  });
}
