import { testSortSchema } from "@backstory/model";
import { z } from "@hono/zod-openapi";
import { asofParameter, optionalSlug } from "./parameters.ts";

/** A search for tests in the search language. */
export const searchLanguageParameter = z.string().max(2_000).optional().openapi({
  description:
    "A search: terms, `status:failed`, `label:key=value`, `suite:`, `branch:main`, `seq(P,F)`, `flips>2`, `-`, `or`",
  example: "status:failed -label:tag=slow",
});

/** What narrows a list of tests down, and sorts it. */
export const testFilters = {
  project: optionalSlug,
  target: optionalSlug,
  branch: z.string().max(500).optional(),
  q: searchLanguageParameter,
  sort: testSortSchema.default("name"),
  last: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(30)
    .openapi({ description: "How many runs of each target are looked at" }),
  asof: asofParameter,
};
