import type { Connection } from "./connection.ts";

const remembered = new WeakMap<Connection, Map<string, string>>();
const most = 10_000;

/**
 * A fact that never changes once it is there, asked of the engine once: which project a submission or a test belongs to.
 * That there is no answer is not remembered.
 */
export async function remember(
  connection: Connection,
  key: string,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const facts = remembered.get(connection) ?? new Map<string, string>();
  remembered.set(connection, facts);
  const known = facts.get(key);
  if (known !== undefined) return known;
  const answer = await ask();
  if (answer === undefined) return undefined;
  if (facts.size >= most) facts.clear();
  facts.set(key, answer);
  return answer;
}
