import { changeClassSchema, changesSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { compareSelections } from "../../store/queries/compare/compareSelections.ts";
import { runChanges } from "../../store/queries/compare/runChanges.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, idParameter, optionalSlug } from "../parameters.ts";

const selector = z.string().min(1).max(600).openapi({
  description: "<run id>, latest[:<target>], previous, branch:<name>[:<number of runs>], build:<name> or commit:<sha>",
});

const listParameters = {
  class: changeClassSchema.optional().openapi({ description: "Only this class, which a cursor needs" }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(4_096).optional(),
  asof: asofParameter,
};

const getChanges = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/changes",
  summary: "What changed in a run, against the complete run before it unless told",
  request: {
    params: z.object({ runId: idParameter }),
    query: z.object({ against: selector.optional(), ...listParameters }),
  },
  responses: answers(changesSchema, "What changed"),
});

const getComparison = createRoute({
  method: "get",
  path: "/api/v1/compare",
  summary: "What changed from the runs that `a` names to those that `b` names",
  request: {
    query: z.object({ project: optionalSlug, target: optionalSlug, a: selector, b: selector, ...listParameters }),
  },
  responses: answers(changesSchema, "What changed"),
});

/** Adds the routes that compare runs. */
export function addComparisonRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getChanges, async (context) => {
    const { runId } = context.req.valid("param");
    return context.json(await runChanges(connection, { runId, ...context.req.valid("query") }), 200);
  });

  api.openapi(getComparison, async (context) =>
    context.json(await compareSelections(connection, context.req.valid("query")), 200),
  );
}
