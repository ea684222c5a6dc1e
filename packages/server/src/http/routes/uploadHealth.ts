import { uploadHealthSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { uploadHealth } from "../../store/queries/uploads/uploadHealth.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { asofParameter, optionalSlug } from "../parameters.ts";

const getUploadHealth = createRoute({
  method: "get",
  path: "/api/v1/upload-health",
  summary: "Who stopped reporting, lines that were refused, clocks that are wrong, names that do not stay",
  request: {
    query: z.object({
      project: optionalSlug,
      target: optionalSlug,
      days: z.coerce.number().int().min(1).max(90).default(7).openapi({ description: "How far back" }),
      asof: asofParameter,
    }),
  },
  responses: answers(uploadHealthSchema, "Whether what recorders send arrives whole and in time"),
});

/** Adds the route that tells whether uploads are well. */
export function addUploadHealthRoute(api: Api, { store: { connection }, now }: Services): void {
  api.openapi(getUploadHealth, async (context) => {
    const question = context.req.valid("query");
    const moment = question.asof === undefined ? now().getTime() : Date.parse(question.asof);
    return context.json(await uploadHealth(connection, question, moment), 200);
  });
}
