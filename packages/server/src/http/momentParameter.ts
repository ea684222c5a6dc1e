import { z } from "@hono/zod-openapi";

const age = /^(?<number>\d{1,4})(?<unit>[hdw])$/;
const unitMs = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** A moment in an address: an ISO 8601 time in UTC, or how long ago it was, as `12h`, `7d` or `4w`. */
export const momentParameter = z
  .string()
  .refine((text) => age.test(text) || momentOf(text) !== undefined, {
    error: "must be a time like 2026-11-21T19:46:57.123Z or an age like 12h, 7d or 4w",
  })
  .optional()
  .openapi({ description: "An ISO 8601 time in UTC, or an age as 12h, 7d or 4w", example: "7d" });

/** The time that a moment says, with milliseconds; of an age, that long before `now`. */
export function timeOfMoment(text: string, now: Date): string {
  const { number, unit } = age.exec(text)?.groups ?? {};
  if (number === undefined) return momentOf(text) ?? text;
  return new Date(now.getTime() - Number(number) * unitMs[unit as keyof typeof unitMs]).toISOString();
}

/** Milliseconds, and a time zone other than UTC, may be left to us. */
function momentOf(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return undefined;
  return moment.getUTCFullYear() < 10_000 ? moment.toISOString() : undefined;
}
