import type { Connection } from "./connection.ts";

const remembered = new WeakMap<Connection, Map<string, unknown>>();
const most = 20_000;

/** Facts that never change once they are there, by a key that says what they are: asked of the engine once. */
function rememberedFacts<Fact>(connection: Connection): {
  get(key: string): Fact | undefined;
  set(key: string, fact: Fact): void;
} {
  const facts = (remembered.get(connection) ?? new Map()) as Map<string, Fact>;
  remembered.set(connection, facts);
  return {
    get: (key) => facts.get(key),
    set(key, fact) {
      if (facts.size >= most) facts.clear();
      facts.set(key, fact);
    },
  };
}

/** One such fact; that there is none is not remembered. */
export async function remember(
  connection: Connection,
  key: string,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const facts = rememberedFacts<string>(connection);
  const known = facts.get(key);
  if (known !== undefined) return known;
  const answer = await ask();
  if (answer !== undefined) facts.set(key, answer);
  return answer;
}

/** Which facts of one kind, and how the engine is asked for those that are not known yet. */
interface FactsOfEach<Fact> {
  readonly kind: string;
  readonly ids: readonly string[];
  readonly ask: (unknown: readonly string[]) => Promise<Iterable<readonly [id: string, fact: Fact]>>;
}

/** Such a fact of each id, by the ids; those that have none are left out. */
export async function rememberEach<Fact>(
  connection: Connection,
  { kind, ids, ask }: FactsOfEach<Fact>,
): Promise<Map<string, Fact>> {
  const facts = rememberedFacts<Fact>(connection);
  const found = new Map<string, Fact>();
  for (const id of ids) {
    const known = facts.get(`${kind} ${id}`);
    if (known !== undefined) found.set(id, known);
  }
  const unknown = ids.filter((id) => !found.has(id));
  for (const [id, fact] of unknown.length === 0 ? [] : await ask(unknown)) {
    facts.set(`${kind} ${id}`, fact);
    found.set(id, fact);
  }
  return found;
}
