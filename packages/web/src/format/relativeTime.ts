const steps: readonly [limitSeconds: number, unitSeconds: number, unit: string][] = [
  [3_600, 60, "min"],
  [86_400, 3_600, "h"],
  [30 * 86_400, 86_400, "d"],
  [365 * 86_400, 30 * 86_400, "mo"],
  [Number.POSITIVE_INFINITY, 365 * 86_400, "y"],
];

/** How long ago a time was, short: `just now` under a minute, then `5 min ago`, `3 h ago`, `2 d ago`. The future is `just now`. */
export function relativeTime(time: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(time)) / 1_000);
  if (seconds < 60) return "just now";
  const [, unitSeconds, unit] = steps.find(([limit]) => seconds < limit) ?? [0, 60, "min"];
  return `${Math.floor(seconds / unitSeconds)} ${unit} ago`;
}
