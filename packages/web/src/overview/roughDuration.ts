const units: readonly [unit: string, ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** A long time in one unit: `3 days`, `36 hours` below two days. */
export function roughDuration(ms: number): string {
  const [unit, unitMs] = units.find(([, size]) => ms >= 2 * size) ?? units.at(-1) ?? ["minute", 60_000];
  const number = Math.max(1, Math.round(ms / unitMs));
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
