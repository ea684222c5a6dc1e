const longest = 4_000_000_000;

/** A duration as a record can have it: not below 0, not beyond 46 days, 0 when there is none. */
export function asDurationMs(milliseconds: unknown): number {
  const number = typeof milliseconds === "number" ? milliseconds : Number.NaN;
  return number > 0 ? Math.min(Math.round(number * 1_000) / 1_000, longest) : 0;
}

/** ISO 8601 in UTC with milliseconds, from what Date understands; undefined when that is no time between 1970 and 2200. */
export function asTime(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const milliseconds = typeof value === "string" ? Date.parse(withZone(value.trim())) : Math.trunc(value);
  return milliseconds >= 0 && milliseconds < 7_258_118_400_000 ? new Date(milliseconds).toISOString() : undefined;
}

/** A time so many milliseconds later. */
export function later(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + Math.round(milliseconds)).toISOString();
}

/** A time without a zone is taken for UTC: the zone of whoever reads it says nothing about who wrote it. */
function withZone(text: string): string {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text) ? `${text.replace(" ", "T")}Z` : text;
}
