/** How long a Retry-After header asks to wait, in milliseconds. Undefined when there is none or it cannot be read. */
export function retryAfterMs(header: string | undefined, now: number = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const delay = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}

/**
 * How long to wait before attempt number `attempt` (from 1) when the server named no time: a random share of 0.25 s
 * doubled with each attempt, at most 15 s, so that the shards of one build do not come back at once.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(250 * 2 ** (attempt - 1), 15_000);
  return most / 2 + (random() * most) / 2;
}
