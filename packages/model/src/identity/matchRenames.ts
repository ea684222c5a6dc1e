import { canonicalJson } from "../canonicalJson.ts";
import type { RenameEvidence, RenameState } from "./rename.ts";
import { type ComparableTest, type PreparedTest, prepareTest, scoreRename } from "./scoreRename.ts";

/** Two tests that seem to be one, with what speaks for it. */
export interface RenameMatch {
  readonly from: string;
  readonly to: string;
  readonly state: Extract<RenameState, "accepted" | "suggested">;
  readonly evidence: RenameEvidence;
}

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly score: number;
  readonly points: Omit<RenameEvidence, "margin">;
}

const acceptFrom = 0.75;
const suggestFrom = 0.55;
const leadNeeded = 0.2;
/** More pairs than this are not compared: so many tests at once were replaced, not renamed. */
const mostPairs = 200_000;

/**
 * Which of the tests that are gone are which of those that arrived, each test once. First those whose file git renamed
 * and of which every other name is the same; then the others, best first: a pair is accepted from 0.75 on with a lead of
 * 0.2 over the next, and suggested from 0.55 on. A rival counts only where it is not itself taken by a better pair.
 */
export function matchRenames(
  gone: readonly ComparableTest[],
  arrived: readonly ComparableTest[],
  renamedFiles: ReadonlyMap<string, string>,
): RenameMatch[] {
  const from = gone.map(prepareTest);
  const to = arrived.map(prepareTest);
  const certain = certainPairs(from, to, renamedFiles).toSorted(bestFirst);
  const taken = new Set(certain.flatMap(keysOf));
  const matches: RenameMatch[] = certain.map((pair) => matchOf(pair, pair.score, "accepted"));
  const left = {
    gone: from.filter(({ testId }) => !taken.has(`< ${testId}`)),
    arrived: to.filter(({ testId }) => !taken.has(`> ${testId}`)),
  };
  const pairs = likelyPairs(left.gone, left.arrived, renamedFiles).toSorted(bestFirst);
  const rivals = rivalsOf(pairs);
  for (const pair of pairs) {
    if (keysOf(pair).some((key) => taken.has(key))) continue;
    for (const key of keysOf(pair)) taken.add(key);
    const margin = Math.round((pair.score - rivals(pair)) * 10_000) / 10_000;
    const sure = pair.score >= acceptFrom && margin >= leadNeeded && pair.points.title > 0;
    matches.push(matchOf(pair, margin, sure ? "accepted" : "suggested"));
  }
  return matches;
}

function matchOf({ from, to, points }: Pair, margin: number, state: RenameMatch["state"]): RenameMatch {
  return { from, to, state, evidence: { ...points, margin } };
}

function keysOf({ from, to }: Pair): [string, string] {
  return [`< ${from}`, `> ${to}`];
}

function bestFirst(a: Pair, b: Pair): number {
  return b.score - a.score || compare(a.from, b.from) || compare(a.to, b.to);
}

function certainPairs(
  gone: readonly PreparedTest[],
  arrived: readonly PreparedTest[],
  renamedFiles: ReadonlyMap<string, string>,
): Pair[] {
  const placeOf = (test: PreparedTest, file: string): string =>
    JSON.stringify([file, test.path, test.name, canonicalJson(test.params)]);
  const byPlace = new Map(arrived.map((to) => [placeOf(to, to.file), to]));
  return gone.flatMap((from) => {
    const file = renamedFiles.get(from.file);
    const to = file === undefined ? undefined : byPlace.get(placeOf(from, file));
    const points = to && scoreRename(from, to, renamedFiles);
    return to && points ? { from: from.testId, to: to.testId, score: points.score, points } : [];
  });
}

/** The pairs worth comparing: in one file, in a file that git renamed, of one name, or in one class with a word in common. */
function likelyPairs(
  gone: readonly PreparedTest[],
  arrived: readonly PreparedTest[],
  renamedFiles: ReadonlyMap<string, string>,
): Pair[] {
  const places = new Map<string, PreparedTest[]>();
  for (const to of arrived) for (const place of placesOf(to, to.file)) add(places, place, to);
  const pairs: Pair[] = [];
  let compared = 0;
  for (const from of gone) {
    const files = [from.file, renamedFiles.get(from.file) ?? ""];
    const rivals = new Set(files.flatMap((file) => placesOf(from, file)).flatMap((place) => places.get(place) ?? []));
    compared += rivals.size;
    if (compared > mostPairs) return pairs;
    for (const to of rivals) {
      const points = scoreRename(from, to, renamedFiles);
      if (points === undefined || points.score < suggestFrom) continue;
      pairs.push({ from: from.testId, to: to.testId, score: points.score, points });
    }
  }
  return pairs;
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function placesOf({ name, path, tokens }: PreparedTest, file: string): string[] {
  const inClass = path === "" ? [] : [...tokens].map((token) => `class ${path} ${token}`);
  return [`name ${name}`, ...(file === "" ? [] : [`file ${file}`]), ...inClass];
}

/** Answers the best score that another pair with one of the two tests has, unless the other's other test is better off. */
function rivalsOf(pairs: readonly Pair[]): (pair: Pair) => number {
  const byTest = new Map<string, Pair[]>();
  for (const pair of pairs) for (const key of keysOf(pair)) add(byTest, key, pair);
  const best = (key: string): number => byTest.get(key)?.[0]?.score ?? 0;
  return (pair) => {
    const byFrom = byTest.get(`< ${pair.from}`)?.find(({ to, score }) => to !== pair.to && best(`> ${to}`) <= score);
    const byTo = byTest
      .get(`> ${pair.to}`)
      ?.find(({ from, score }) => from !== pair.from && best(`< ${from}`) <= score);
    return Math.max(byFrom?.score ?? 0, byTo?.score ?? 0);
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
