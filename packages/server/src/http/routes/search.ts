import { listedFamilySchema, pageOf, recordedFields, searchValuesSchema, testGridSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { onlyProject } from "../../store/queries/figures/onlyProject.ts";
import { listFamilies } from "../../store/queries/search/listFamilies.ts";
import { searchValues } from "../../store/queries/search/searchValues.ts";
import { testGrid } from "../../store/queries/search/testGrid.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, optionalSlug, pageParameters } from "../parameters.ts";
import { searchLanguageParameter, testFilters } from "../testFilters.ts";

const getFamilies = createRoute({
  method: "get",
  path: "/api/v1/families",
  summary: "The families of the tests that a search finds",
  request: { query: z.object({ ...testFilters, ...pageParameters }) },
  responses: answers(pageOf(listedFamilySchema), "One page of families"),
});

const getGrid = createRoute({
  method: "get",
  path: "/api/v1/grid",
  summary: "How each test that a search finds ended in each of the newest runs",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      branch: z.string().max(500).optional(),
      q: searchLanguageParameter,
      runs: z.coerce.number().int().min(1).max(1_000).default(50),
      asof: asofParameter,
    }),
  },
  responses: answers(testGridSchema, "Tests against runs"),
});

const getValues = createRoute({
  method: "get",
  path: "/api/v1/search/values",
  summary: "What a field of a search can be compared with, the most used first",
  request: {
    query: z.object({ project: optionalSlug, field: z.enum(recordedFields), q: z.string().max(500).default("") }),
  },
  responses: answers(searchValuesSchema, "At most 20 values"),
});

/** Adds the routes that searches for tests need besides the list of tests. */
export function addSearchRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getFamilies, async (context) =>
    context.json(await listFamilies(connection, context.req.valid("query")), 200),
  );

  api.openapi(getGrid, async (context) => {
    const { project, ...query } = context.req.valid("query");
    const only = await onlyProject(connection, project);
    return context.json(await testGrid(connection, { project: only, ...query }), 200);
  });

  api.openapi(getValues, async (context) => {
    const { project, ...query } = context.req.valid("query");
    const only = await onlyProject(connection, project);
    return context.json(await searchValues(connection, { project: only, ...query }), 200);
  });
}
