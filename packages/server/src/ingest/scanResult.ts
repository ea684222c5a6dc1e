import { isAscii } from "node:buffer";
import { bounds, statuses } from "@backstory/model";
import { characterCodes } from "./characterCodes.ts";
import { isTime } from "./isTime.ts";
import { LineScanner } from "./lineScanner.ts";
import { isPlainLabels, isPlainParams } from "./plainResult.ts";

/** A result of the plainest kind, as text: its line is fit to be kept as it came. */
export interface ScannedResult {
  readonly text: string;
  readonly suite: string;
  readonly name: string;
  /** The JSON text of its params, when it has any. */
  readonly params: string | undefined;
  readonly hasAttempt: boolean;
}

/**
 * The result that a line holds when it is of the kind that nearly all are: known keys, each once, plain values. It is
 * checked without being made an object, which is most of the work of taking it in. Undefined says that the line has to
 * be read properly, and nothing else.
 */
export function scanResult(line: Buffer): ScannedResult | undefined {
  if (line.length > maxLength || line[0] !== openBrace || line[1] !== quote || !isAscii(line)) return undefined;
  const scanner = new LineScanner(line.toString("latin1"));
  const spans: Spans = { suite: "", name: "", params: undefined };
  scanner.at = 1;
  let seen = 0;
  for (let place = 0; ; place++) {
    const key = keyHere(scanner, place);
    if (key === undefined || (seen & key.bit) !== 0 || !key.check(scanner, spans)) return undefined;
    seen |= key.bit;
    if (!scanner.take(comma)) break;
  }
  const ended = scanner.text.charCodeAt(scanner.at) === closeBrace && scanner.at === scanner.text.length - 1;
  if (!ended || (seen & required) !== required) return undefined;
  return { text: scanner.text, ...spans, hasAttempt: (seen & attemptBit) !== 0 };
}

const maxLength = 65_536;
const { quote, comma, colon, openBracket, closeBracket, openBrace, closeBrace } = characterCodes;

interface Spans {
  suite: string;
  name: string;
  params: string | undefined;
}

type Check = (scanner: LineScanner, spans: Spans) => boolean;

interface Key {
  readonly quoted: string;
  readonly bit: number;
  readonly check: Check;
}

const statusWords = new Set<string>(statuses);

const isWord: Check = (scanner) => isBetween(scanner.string(), 0, bounds.word);
const isName: Check = (scanner) => isBetween(scanner.string(), 1, bounds.word);
const isText: Check = (scanner) => scanner.string() >= 0;
const isStatus: Check = (scanner) => statusWords.has(stringOf(scanner));
const isTimeText: Check = (scanner) => isTime(stringOf(scanner));
const isDuration: Check = (scanner) => isBetween(scanner.digits(), 1, 9) && scanner.fraction();
const isPhases: Check = (scanner) => scanPhases(scanner);

const checks: Readonly<Record<string, Check>> = {
  kind: (scanner) => scanner.takeText('"result"'),
  resultId: isName,
  suite: (scanner, spans) => {
    const length = scanner.string();
    spans.suite = length < 0 ? "" : lastString(scanner, length);
    return isBetween(length, 0, bounds.word);
  },
  name: (scanner, spans) => {
    const length = scanner.string();
    spans.name = length < 0 ? "" : lastString(scanner, length);
    return isBetween(length, 1, bounds.word);
  },
  attempt: (scanner) => isNumberUpTo(scanner, 255),
  status: isStatus,
  startedAt: isTimeText,
  durationMs: isDuration,
  params: (scanner, spans) => {
    spans.params = mapText(scanner);
    return spans.params !== undefined && isKnownMap(spans.params, knownParams, isPlainParams);
  },
  labels: (scanner) => {
    const text = mapText(scanner);
    return text !== undefined && isKnownMap(text, knownLabels, isPlainLabels);
  },
  phases: isPhases,
  ...{ displayName: isWord, rawStatus: isWord, file: isWord, worker: isWord },
  ...{ stdout: isText, stderr: isText, log: isText },
  line: (scanner) => isNumberUpTo(scanner, 4_294_967_295),
};

const keys: readonly Key[] = Object.entries(checks).map(([key, check], index) => ({
  quoted: `"${key}"`,
  bit: 1 << index,
  check,
}));
const keyByName = new Map(keys.map((key) => [key.quoted, key]));
const bitOf = (name: string) => keyByName.get(`"${name}"`)?.bit ?? 0;
const attemptBit = bitOf("attempt");
const required = ["kind", "resultId", "suite", "name", "status", "startedAt", "durationMs"].reduce(
  (bits, name) => bits | bitOf(name),
  0,
);

/** The order in which keys came last: a recorder writes them the same way each time, so this is a good guess. */
const usualOrder: Key[] = [];

function keyHere(scanner: LineScanner, place: number): Key | undefined {
  const guess = usualOrder[place];
  if (guess !== undefined && scanner.takeText(guess.quoted)) return scanner.take(colon) ? guess : undefined;
  const start = scanner.at;
  if (scanner.string() < 0) return undefined;
  const key = keyByName.get(scanner.text.slice(start, scanner.at));
  if (key === undefined || !scanner.take(colon)) return undefined;
  usualOrder[place] = key;
  return key;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function lastString(scanner: LineScanner, length: number): string {
  return scanner.text.slice(scanner.at - 1 - length, scanner.at - 1);
}

function stringOf(scanner: LineScanner): string {
  const length = scanner.string();
  return length < 0 ? "" : lastString(scanner, length);
}

function isNumberUpTo(scanner: LineScanner, most: number): boolean {
  const start = scanner.at;
  return scanner.digits() > 0 && isBetween(Number(scanner.text.slice(start, scanner.at)), 1, most);
}

function mapText(scanner: LineScanner): string | undefined {
  const start = scanner.at;
  if (scanner.text.charCodeAt(start) !== openBrace || !scanner.brackets()) return undefined;
  return scanner.text.slice(start, scanner.at);
}

const knownParams = new Set<string>();
const knownLabels = new Set<string>();

/** Maps come again with every run, so their texts are remembered once they were checked. */
function isKnownMap(text: string, known: Set<string>, isPlain: (value: unknown) => boolean): boolean {
  if (known.has(text)) return true;
  try {
    if (text.length > 1_000 || !isPlain(JSON.parse(text))) return false;
  } catch {
    return false;
  }
  if (known.size >= 20_000) known.clear();
  known.add(text);
  return true;
}

const phaseKeys: readonly (readonly [string, Check])[] = [
  ['"name"', isWord],
  ['"status"', isStatus],
  ['"startedAt"', isTimeText],
  ['"durationMs"', isDuration],
];

/** A list of a few phases whose keys stand in their usual order; name and status must be there. */
function scanPhases(scanner: LineScanner): boolean {
  if (!scanner.take(openBracket)) return false;
  for (let phase = 0; phase < 10; phase++) {
    if (!scanPhase(scanner)) return false;
    if (!scanner.take(comma)) return scanner.text.charCodeAt(scanner.at++) === closeBracket;
  }
  return false;
}

function scanPhase(scanner: LineScanner): boolean {
  if (!scanner.take(openBrace)) return false;
  let found = 0;
  let isAfterComma = true;
  for (const [quoted, check] of phaseKeys) {
    if (isAfterComma && scanner.takeText(quoted)) {
      if (!scanner.take(colon) || !check(scanner, noSpans)) return false;
      found++;
      isAfterComma = scanner.take(comma);
    } else if (found < 2) return false;
  }
  return !isAfterComma && scanner.take(closeBrace);
}

const noSpans: Spans = { suite: "", name: "", params: undefined };
