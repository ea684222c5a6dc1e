import { execFile } from "node:child_process";

/** What git answers in a directory; undefined without git, when it fails, and when it takes too long. */
export function gitAnswer(words: readonly string[], directory: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
    const options = { cwd: directory, timeout: timeoutMs, env, windowsHide: true, maxBuffer: 16 * 1_048_576 };
    try {
      execFile("git", words, options, (error, stdout) => resolve(error === null ? stdout.trim() : undefined));
    } catch {
      resolve(undefined);
    }
  });
}
