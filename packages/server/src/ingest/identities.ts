import { familyId, type Json, testId } from "@backstory/model";

/** What names a test within its project. */
export interface NamedTest {
  readonly suite: string;
  readonly name: string;
  readonly params?: Readonly<Record<string, Json>> | undefined;
  readonly declaredId?: string | undefined;
}

/** The two ids of a test. */
export interface Identity {
  readonly testId: string;
  readonly familyId: string;
}

/** Finds the ids of the tests of one project and runner. */
export interface Identities {
  of(test: NamedTest): Identity;
  /** The same for a test whose params are still JSON text. */
  ofText(suite: string, name: string, params: string | undefined): Identity;
}

const maxKept = 50_000;
const maxKeyLength = 1_000;
let kept = new Map<string, Identity>();

/** Remembers the tests seen last: the same ones come with every run, and hashing is dear. */
export function identities(project: string, runner: string): Identities {
  const scope = JSON.stringify([project, runner]);

  function remembered(key: string, test: () => NamedTest): Identity {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const { suite, name, params, declaredId } = test();
    const whole = { project, suite, name, params, declaredId };
    const identity = { testId: testId(whole, runner), familyId: familyId(whole, runner) };
    if (kept.size >= maxKept) kept = new Map();
    if (key.length <= maxKeyLength) kept.set(key, identity);
    return identity;
  }

  return {
    of(test) {
      const { suite, name, params, declaredId } = test;
      return remembered(`${scope}${JSON.stringify([suite, name, params ?? null, declaredId ?? null])}`, () => test);
    },
    ofText(suite, name, params) {
      // The lengths keep the names apart; the first character keeps such keys apart from those above.
      const key = `=${scope}${suite.length}:${name.length}:${suite}${name}${params ?? ""}`;
      return remembered(key, () => ({ suite, name, params: params === undefined ? undefined : JSON.parse(params) }));
    },
  };
}
