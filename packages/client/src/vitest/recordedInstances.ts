import type { Vitest } from "vitest/node";

/** This file may be loaded twice in one process, by the project and by `backstory run`: the set is one. */
const key = Symbol.for("backstory.vitest.recorded");

/** Claims a Vitest instance for a reporter. False when another one records it already. */
export function claim(vitest: Vitest): boolean {
  const instances = recorded();
  if (instances.has(vitest)) return false;
  instances.add(vitest);
  return true;
}

/** Whether any Vitest instance of this process is being recorded. */
export function isRecording(): boolean {
  return recorded().size > 0;
}

function recorded(): Set<Vitest> {
  const place = globalThis as unknown as Record<symbol, Set<Vitest> | undefined>;
  const instances = place[key] ?? new Set();
  place[key] = instances;
  return instances;
}
