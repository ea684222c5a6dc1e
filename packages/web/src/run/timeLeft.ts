/** How far a run is. */
interface Progress {
  readonly done: number;
  readonly expected: number | null;
  readonly tookMs: number;
}

/** A forecast from fewer tests or seconds would jump about. */
const fewest = 5;
const shortestMs = 5_000;

/** How many milliseconds a run will go on if it goes on as it began; undefined while nobody can tell. */
export function timeLeft({ done, expected, tookMs }: Progress): number | undefined {
  if (expected === null || done < fewest || done >= expected || tookMs < shortestMs) return undefined;
  return (tookMs / done) * (expected - done);
}
