import type uPlot from "uplot";

const halfDay = 43_200;

/** From the first moment to the last; a day around a single one, which else would stand amid years. Times are in seconds. */
export function timeRange(_chart: unknown, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [null, null];
  return min === max ? [min - halfDay, max + halfDay] : [min, max];
}

/** Room above and below, also around values that are all the same; `most` is what no value can be more than. */
export function around(min: number | null, max: number | null, most = Number.POSITIVE_INFINITY): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  const room = (max - min || Math.abs(max) || 1) * 0.15;
  return [min - room, max >= most ? most + room * 0.1 : Math.min(max + room, most)];
}
