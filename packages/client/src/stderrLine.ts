/** One line of Backstory on stderr: the only output that a recorder makes. */
export function stderrLine(sentence: string): void {
  try {
    process.stderr.write(`Backstory: ${sentence.replaceAll("\n", " ")}\n`);
  } catch {
    // There is nowhere left to say it.
  }
}
