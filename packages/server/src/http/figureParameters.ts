import { z } from "@hono/zod-openapi";
import type { FigureFilters } from "../store/queries/figures/figureScope.ts";
import { momentParameter, timeOfMoment } from "./momentParameter.ts";
import { asofParameter, optionalSlug } from "./parameters.ts";

const pairs = z
  .union([z.string().max(1_000), z.array(z.string().max(1_000)).max(20)])
  .optional()
  .openapi({ description: "Pairs written key=value; may be given several times" });

/** What narrows figures down. */
export const figureParameters = {
  project: optionalSlug,
  target: optionalSlug,
  branch: z.string().max(500).optional(),
  label: pairs,
  variant: pairs,
  since: momentParameter,
  until: momentParameter,
  asof: asofParameter,
};

const figureQuery = z.object(figureParameters);

/** The filters that a query says, over so many days up to now when it does not say since when. */
export function figureFilters(
  query: z.infer<typeof figureQuery>,
  days: number,
  now: Date,
): Omit<FigureFilters, "project"> & Pick<z.infer<typeof figureQuery>, "project"> {
  const { label, variant, since, until, ...filters } = query;
  const end = until === undefined ? new Date(now.getTime() + 1).toISOString() : timeOfMoment(until, now);
  return {
    ...filters,
    labels: listOf(label),
    variants: listOf(variant),
    since: since === undefined ? daysBefore(end, days) : timeOfMoment(since, now),
    until: end,
  };
}

function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * 86_400_000).toISOString();
}

function listOf(pair: string | string[] | undefined): string[] {
  return pair === undefined ? [] : [pair].flat();
}
