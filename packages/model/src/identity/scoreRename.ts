import { canonicalJson, type Json } from "../canonicalJson.ts";
import { classPath } from "./classPath.ts";
import type { RenameEvidence } from "./rename.ts";
import { jaccard, titleTokens } from "./titleTokens.ts";

/** A test as far as its names and its speed tell whether it is another one renamed. */
export interface ComparableTest {
  readonly testId: string;
  readonly suite: string;
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly file: string;
  /** Its median duration; null when nobody knows. */
  readonly medianMs: number | null;
}

/** A test with what every comparison of it needs. */
export interface PreparedTest extends ComparableTest {
  readonly path: string;
  readonly tokens: ReadonlySet<string>;
}

/** Works out once what every comparison of a test needs. */
export function prepareTest(test: ComparableTest): PreparedTest {
  return { ...test, path: classPath(test), tokens: titleTokens(test.name) };
}

/**
 * How likely it is that `from` is now called `to`, from 0 to 1, with the points of each part: 0.35 for git having renamed
 * the one's file to the other's (in one file as much as the titles are alike), 0.25 for equal classes or describe blocks,
 * up to 0.25 for the words that the titles share, 0.1 for equal params, 0.05 for median durations within a factor of two.
 * Undefined when it cannot be: the same params with other values are another test.
 */
export function scoreRename(
  from: PreparedTest,
  to: PreparedTest,
  renamedFiles: ReadonlyMap<string, string>,
): Omit<RenameEvidence, "margin"> | undefined {
  const params = paramPoints(from.params, to.params);
  if (params === undefined) return undefined;
  const alike = from.name === to.name ? 1 : jaccard(from.tokens, to.tokens);
  const points = {
    file: filePoints(from.file, to.file, { alike, renamedFiles }),
    path: from.path === to.path ? 0.25 : 0,
    title: 0.25 * alike,
    params,
    duration: durationPoints(from.medianMs, to.medianMs),
  };
  const score = points.file + points.path + points.title + points.params + points.duration;
  return { score: rounded(score), ...points, file: rounded(points.file), title: rounded(points.title) };
}

/** Sums of tenths are not exact, and a threshold is. */
function rounded(points: number): number {
  return Math.round(points * 10_000) / 10_000;
}

function filePoints(
  from: string,
  to: string,
  { alike, renamedFiles }: { readonly alike: number; readonly renamedFiles: ReadonlyMap<string, string> },
): number {
  if (from === "" || to === "") return 0;
  if (renamedFiles.get(from) === to) return 0.35;
  return from === to ? 0.35 * alike : 0;
}

function paramPoints(from: ComparableTest["params"], to: ComparableTest["params"]): number | undefined {
  const [fromNames, toNames] = [Object.keys(from), Object.keys(to)];
  const shared = fromNames.filter((name) => Object.hasOwn(to, name));
  const equal = shared.every((name) => canonicalJson(from[name] as Json) === canonicalJson(to[name] as Json));
  if (!equal) return undefined;
  return shared.length === fromNames.length && shared.length === toNames.length ? 0.1 : 0.05;
}

function durationPoints(from: number | null, to: number | null): number {
  if (from === null || to === null) return 0;
  // Below some milliseconds a duration says more of the machine than of the test.
  const [shorter, longer] = [Math.max(5, Math.min(from, to)), Math.max(5, from, to)];
  return longer / shorter <= 2 ? 0.05 : 0;
}
