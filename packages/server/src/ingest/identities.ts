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

const maxKept = 50_000;
const maxKeyLength = 1_000;
let kept = new Map<string, Identity>();

/** The ids of a test, remembered for the tests seen last: the same ones come with every run, and hashing is dear. */
export function identityOf(project: string, runner: string, test: NamedTest): Identity {
  const key = JSON.stringify([project, runner, test.suite, test.name, test.params ?? null, test.declaredId ?? null]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const whole = { project, suite: test.suite, name: test.name, params: test.params, declaredId: test.declaredId };
  const identity = { testId: testId(whole, runner), familyId: familyId(whole, runner) };
  if (kept.size >= maxKept) kept = new Map();
  if (key.length <= maxKeyLength) kept.set(key, identity);
  return identity;
}
