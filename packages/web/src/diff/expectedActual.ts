import { plainText } from "../text/ansiSpans.ts";

/** What a check expected and what was there instead. */
export interface ExpectedActual {
  readonly expected: string;
  readonly actual: string;
}

type Reader = (text: string) => ExpectedActual | undefined;

/** Longer texts are looked through no further: the answer stands near the top or the bottom of a failure. */
const lookedAt = 200_000;

/**
 * What a failure says was expected and was there, read off the words of Vitest, Jest, Playwright, `node:assert`, Mocha and
 * pytest; undefined when it says no such thing, or says it in words that are not known.
 */
export function expectedActual(failure: {
  readonly message: string;
  readonly trace: string;
}): ExpectedActual | undefined {
  const texts = [failure.message, failure.trace].map((text) => plainText(text.slice(0, lookedAt)));
  for (const read of readers) {
    for (const text of texts) {
      const found = read(text);
      if (found !== undefined && found.expected !== found.actual) return found;
    }
  }
  return undefined;
}

/** `- Expected`, `+ Received` over lines of a diff: Vitest and Jest. */
function signedLines(text: string): ExpectedActual | undefined {
  return afterHead(text, /^\s*- Expected\b.*\n\s*\+ Received\b.*\n/m, "-");
}

/** `+ actual - expected` over lines of a diff: `node:assert`; the other way round it is Mocha's. */
function wordsOverSigns(text: string): ExpectedActual | undefined {
  return afterHead(text, /^\s*\+ actual - expected.*\n/m, "-") ?? afterHead(text, /^\s*\+ expected - actual.*\n/m, "+");
}

function afterHead(text: string, head: RegExp, signOfExpected: "-" | "+"): ExpectedActual | undefined {
  const match = head.exec(text);
  if (match === null) return undefined;
  const lines = text.slice(match.index + match[0].length).split("\n");
  const begin = lines.findIndex((line) => line.trim() !== "");
  if (begin === -1) return undefined;
  const indent = /^ *(?=[-+])/.exec(lines.find((line) => /^ *[-+]/.test(line)) ?? "")?.[0].length ?? 0;
  return fromSigned(
    lines.slice(begin).map((line) => line.slice(indent)),
    signOfExpected,
  );
}

const frame = /^\s*(?:at |❯ )\S/;

/** Lines with a sign each, up to the first frame or to an empty line behind which no signed line comes. */
function fromSigned(lines: readonly string[], signOfExpected: "-" | "+"): ExpectedActual | undefined {
  const end = lines.findIndex(
    (line, index) => frame.test(line) || (line.trim() === "" && !/^[-+ ](?! *❯| {3}at )/.test(lines[index + 1] ?? "")),
  );
  const body = lines.slice(0, end === -1 ? undefined : end).filter((line) => !line.startsWith("@@"));
  if (!body.some((line) => /^[-+]/.test(line))) return undefined;
  const side = (sign: string) =>
    body
      .filter((line) => line.startsWith(sign) || !/^[-+]/.test(line))
      .map((line) => line.replace(/^[-+] ?|^ {1,2}/, ""))
      .join("\n");
  const other = signOfExpected === "-" ? "+" : "-";
  return { expected: side(signOfExpected), actual: side(other) };
}

/** `Expected: 1`, `Received: 2`, with a word before the colon or without: Jest and Playwright. */
function labelled(text: string): ExpectedActual | undefined {
  const kind = `(?: (?:string|substring|value|length|pattern|path|number of calls))?`;
  const expected = new RegExp(String.raw`^\s*Expected${kind}:[ \t]*(\S.*)$`, "m").exec(text)?.[1];
  const actual = new RegExp(String.raw`^\s*Received${kind}:[ \t]*(\S.*)$`, "m").exec(text)?.[1];
  return expected === undefined || actual === undefined
    ? undefined
    : { expected: expected.trim(), actual: actual.trim() };
}

const value = String.raw`(?:["'\x60{\[/\-\d]|true\b|false\b|null\b|undefined\b|NaN\b)`;
const chaiWords = new RegExp(
  String.raw`^(?:\w*Error: )?expected (.{1,4000}?) to (?:be|(?:loosely |strictly |deeply )?(?:deep[- ])?equal) (${value}.*?)(?: \/\/ .*)?$`,
  "m",
);

/** `expected 1 to be 2`: Chai and Vitest. */
function inWords(text: string): ExpectedActual | undefined {
  const [, actual, expected] = chaiWords.exec(text) ?? [];
  return actual === undefined || expected === undefined ? undefined : { expected, actual };
}

/** `1 !== 2` alone on its line, after the words of `node:assert`. */
function unequal(text: string): ExpectedActual | undefined {
  const [, actual, expected] = /^Expected (?:values|inputs) to be .*:\s*\n+(.+) !==? (.+)$/m.exec(text) ?? [];
  return actual === undefined || expected === undefined ? undefined : { expected, actual };
}

const pytestHead = /^(?:E\s+)?(?:AssertionError: )?assert (.{1,4000}) == (.{1,4000})$/m;

/** `assert left == right` of pytest, with the lines of its explanation when it gives any: the right side is expected. */
function pytestAssert(text: string): ExpectedActual | undefined {
  const head = pytestHead.exec(text);
  if (head === null || (head[0].match(/ == /g)?.length ?? 0) !== 1) return undefined;
  return pytestLines(text.slice(head.index + head[0].length)) ?? { expected: head[2] ?? "", actual: head[1] ?? "" };
}

/** Lines of an explanation that belong to neither side. */
const noSide = /^\? |^\+ +(?:where|and) |^\s*(?:Use -v|\.\.\.|At index|Skipping)/;

function pytestLines(after: string): ExpectedActual | undefined {
  const all = after.split("\n").slice(1);
  const isTrace = all.some((line) => /^E(\s|$)/.test(line));
  const end = all.findIndex((line) => (isTrace ? !/^E(\s|$)/.test(line) : false));
  const lines = all.slice(0, end === -1 ? undefined : end).map((line) => line.replace(/^E/, " "));
  const full = lines.findIndex((line) => /^\s*Full diff:\s*$/.test(line));
  const indent = /^ */.exec(lines.find((line) => /^ *[-+] (?! )/.test(line)) ?? "")?.[0].length ?? 0;
  const shown = lines
    .slice(full + 1)
    .map((line) => line.slice(indent))
    .filter((line) => line.trim() !== "" && !noSide.test(line));
  if (!shown.some((line) => line.startsWith("- ")) || !shown.some((line) => line.startsWith("+ "))) return undefined;
  return fromSigned(shown, "-");
}

/** `1 != 2` of unittest. */
function unittest(text: string): ExpectedActual | undefined {
  const [, actual, expected] = /^AssertionError: (.{1,4000}) != (.{1,4000}?)(?: : .*)?$/m.exec(text) ?? [];
  return actual === undefined || expected === undefined ? undefined : { expected, actual };
}

const readers: readonly Reader[] = [signedLines, wordsOverSigns, pytestAssert, labelled, unequal, inWords, unittest];
