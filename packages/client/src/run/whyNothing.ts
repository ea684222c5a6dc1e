import { basename } from "node:path";

/** A command that recorded nothing. */
interface EmptyCommand {
  readonly command: readonly string[];
  /** The files that were to hold its results. */
  readonly junit: string | undefined;
}

/** A kind of command in which no recorder begins, and what to do then. */
interface Reason {
  isOf(program: string, words: readonly string[]): boolean;
  readonly says: string;
}

const byJunit = "have it write JUnit XML, and name that with --junit";

const reasons: readonly Reason[] = [
  { isOf: (program) => program === "deno", says: `Deno loads nothing of ours; ${byJunit}` },
  {
    isOf: (program, words) => /^bunx?$/.test(program) && (words.includes("--bun") || words[0] === "test"),
    says: `Bun itself ran the tests, and loads nothing of ours; run them by Node, or ${byJunit}`,
  },
  {
    isOf: (program, words) =>
      /^python|^py$/.test(program) && ownWords(words).some((word) => /^-[a-zA-Z]*[IE]/.test(word)),
    says: "Python was told to ignore its environment (-I, -E), by which the plugin comes; leave that out, or install pytest-backstory",
  },
  {
    isOf: (program) => /^(?:docker|podman|docker-compose|kubectl|ssh|sudo)$/.test(program),
    says: `what ran there did not get our environment; call backstory run in there, or ${byJunit}`,
  },
];

/** The words of Python itself: those before a module, a file or a text that it is to run. */
function ownWords(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => !word.startsWith("-") || word === "-m" || word === "-c");
  return end < 0 ? words : words.slice(0, end);
}

/** Why nothing was recorded, as far as the command tells, and what to do. */
export function whyNothing({ command: [program = "", ...words], junit }: EmptyCommand): string {
  const reason = reasons.find(({ isOf }) => isOf(basename(program).replace(/\.exe$/i, ""), words));
  if (junit !== undefined)
    return `no test runner that we know ran tests, and no file was written that '${junit}' means`;
  return (
    reason?.says ??
    `no test runner that we know ran tests, or it did not get our environment; if it is another one, ${byJunit}`
  );
}
