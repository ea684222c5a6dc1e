/** This file may be loaded twice in one process, by the project and by `backstory run`: the set is one. */
const key = Symbol.for("backstory.recorded");

/**
 * Claims a run for a reporter, by an object of the runner's own that every reporter of the run is given. False when
 * another one records that run already.
 */
export function claim(run: object): boolean {
  const runs = recorded();
  if (runs.has(run)) return false;
  runs.add(run);
  return true;
}

/** Whether any run of this process is being recorded. */
export function isRecording(): boolean {
  return recorded().size > 0;
}

function recorded(): Set<object> {
  const place = globalThis as unknown as Record<symbol, Set<object> | undefined>;
  const runs = place[key] ?? new Set();
  place[key] = runs;
  return runs;
}
