import { createRoute, z } from "@hono/zod-openapi";
import { orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { idParameter, optionalSlug } from "../parameters.ts";

const getLive = createRoute({
  method: "get",
  path: "/api/v1/live",
  summary: "Server-sent events: a run began, grew or ended; each `data` is one LiveEvent",
  request: { query: z.object({ project: optionalSlug, target: optionalSlug, runId: idParameter.optional() }) },
  responses: {
    200: { description: "A stream of events", content: { "text/event-stream": { schema: z.string() } } },
    ...orProblem,
  },
});

/** Adds the route that tells what is being recorded right now. */
export function addLiveRoute(api: Api, { live }: Services): void {
  api.openapi(getLive, (context) =>
    context.body(live.subscribe(context.req.valid("query")), 200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    }),
  );
}
