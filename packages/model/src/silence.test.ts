import { expect, test } from "vitest";
import { type Rhythm, silenceOf } from "./silence.ts";

const hour = 3_600_000;
const begin = Date.UTC(2026, 8, 7);

/** The rhythm of runs that began so many hours after the beginning. */
function rhythmOf(hours: readonly number[]): Rhythm {
  const sorted = hours.toSorted((one, other) => one - other);
  const gaps = sorted.slice(1).map((at, index) => (at - (sorted[index] as number)) * hour);
  return {
    runs: hours.length,
    firstAt: new Date(begin + (sorted[0] as number) * hour).toISOString(),
    lastAt: new Date(begin + (sorted.at(-1) as number) * hour).toISOString(),
    longestGapsMs: gaps.toSorted((one, other) => other - one).slice(0, 2),
  };
}

const silentAt = (hours: readonly number[], at: number) => silenceOf(rhythmOf(hours), begin + at * hour);
const nightly = Array.from({ length: 20 }, (_, index) => index * 24);
const workdays = nightly.filter((at) => (at / 24) % 7 < 5);

test("a nightly job that did not come for a day and a half has stopped", () => {
  const last = nightly.at(-1) as number;
  expect(silentAt(nightly, last + 35)).toBeNull();
  expect(silentAt(nightly, last + 37)).toEqual({
    ...{ runs: 20, lastAt: new Date(begin + last * hour).toISOString() },
    ...{ silentMs: 37 * hour, usualMs: 24 * hour, limitMs: 36 * hour },
  });
});

test("a job of workdays is not missed on a weekend, nor because of one holiday", () => {
  const friday = workdays.findLast((at) => (at / 24) % 7 === 4) as number;
  const toFriday = workdays.filter((at) => at <= friday);
  expect(silentAt(toFriday, friday + 72)).toBeNull();
  expect(silentAt(toFriday, friday + 110)).not.toBeNull();
  const withHoliday = [...toFriday.map((at) => at - 500), ...toFriday];
  expect(silentAt(withHoliday, friday + 110)).not.toBeNull();
});

test.each([
  ["few runs", [0, 30, 60, 90]],
  ["the runs of an afternoon", [0, 1, 2, 3, 4, 5]],
])("of %s no rhythm is known", (_, hours) => {
  expect(silentAt(hours, 2_000)).toBeNull();
});

test("a job of every hour is missed after a day, not at night", () => {
  const hourly = Array.from({ length: 120 }, (_, index) => index);
  expect(silentAt(hourly, 119 + 23)).toBeNull();
  expect(silentAt(hourly, 119 + 25)).toMatchObject({ limitMs: 24 * hour });
});
