import type { Vitest } from "vitest/node";

const counted = ["matched", "added", "updated", "unmatched", "unchecked", "filesRemoved"] as const;

/** How many snapshots a run matched, added and so on. Undefined when it has none. */
export function snapshotCounts({ snapshot }: Vitest): Record<string, number> | undefined {
  const { summary } = snapshot;
  const counts = counted.map((name) => [name, summary[name]] as const).filter(([, count]) => count > 0);
  return counts.length === 0 ? undefined : Object.fromEntries(counts);
}
