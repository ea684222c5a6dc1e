import type { Connection } from "./connection.ts";

const remembered = new WeakMap<Connection, Map<string, unknown>>();
const most = 20_000;

/** Facts that never change once they are there, by a key that says what they are: asked of the engine once. */
export function rememberedFacts<Fact>(connection: Connection): {
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
