import { assignmentStateSchema, listedAssignmentSchema, pageOf } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { assignmentPage } from "../../store/facts/assignmentPage.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, optionalSlug, pageParameters } from "../parameters.ts";

const getAssignments = createRoute({
  method: "get",
  path: "/api/v1/assignments",
  summary: "Who is on which test, newest first; only open ones unless another state is asked for",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      assignee: z.string().max(200).optional(),
      state: z.enum([...assignmentStateSchema.options, "any"]).default("open"),
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(listedAssignmentSchema), "One page of assignments"),
});

/** Adds the route about all assignments. */
export function addAssignmentRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getAssignments, async (context) => {
    const { state, ...question } = context.req.valid("query");
    const page = await assignmentPage(connection, { ...question, state: state === "any" ? undefined : state });
    return context.json(page, 200);
  });
}
