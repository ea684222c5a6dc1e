/** What a text can be painted as; the words say the same without it. */
export type Paint = "good" | "bad" | "warning" | "quiet" | "strong";

const codes: Readonly<Record<Paint, readonly [on: number, off: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  warning: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** What decides over colours: the environment, and whether a terminal listens. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly isTerminal: boolean;
}

/**
 * Whether to print colours: FORCE_COLOR asks for them (0 and false forbid), NO_COLOR forbids, else only a terminal has them.
 * @see https://no-color.org
 */
export function hasColours({ env, isTerminal }: Surroundings): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"]) return false;
  return isTerminal && env["TERM"] !== "dumb";
}

/** The text in its colour. */
export function painted(text: string, paint: Paint | undefined): string {
  if (paint === undefined || text === "") return text;
  const [on, off] = codes[paint];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

const words: Readonly<Record<string, Paint>> = {
  passed: "good",
  complete: "good",
  fixed: "good",
  failed: "bad",
  broken: "bad",
  incomplete: "warning",
  running: "warning",
  flaky: "warning",
  open: "warning",
  skipped: "quiet",
  empty: "quiet",
};

/** The colour of a status, an outcome or a state by its first word. */
export function paintOf(status: string): Paint | undefined {
  return words[status.split(/[ ,]/)[0] ?? ""];
}
