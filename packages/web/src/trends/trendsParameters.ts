import type { Parameters } from "../api.ts";
import type { TrendsSearch } from "../search/trendsSearch.ts";

const day = 86_400_000;

/**
 * What figures are asked for: the newest days, and as many days before them, which they are compared with. Looking back,
 * the days end at the moment that the pages show.
 */
export function trendsParameters(
  { project, target, branch, label, days = 30 }: TrendsSearch,
  asof: string | undefined,
) {
  const filters: Parameters = { project, target, branch, label };
  const ago = (number: number): string =>
    asof === undefined ? `${number}d` : new Date(Date.parse(asof) - number * day).toISOString();
  return {
    current: { ...filters, since: ago(days), until: asof },
    before: { ...filters, since: ago(2 * days), until: ago(days) },
  };
}
