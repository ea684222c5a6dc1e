import { newSavedViewSchema, pageOf, savedViewSchema, viewPageSchema, withdrawalSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { listViews, removeView, saveView } from "../../store/facts/savedViews.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { asofParameter, idParameter } from "../parameters.ts";

const getViews = createRoute({
  method: "get",
  path: "/api/v1/views",
  summary: "Views of pages that are kept under names, by page and name",
  request: { query: z.object({ page: viewPageSchema.optional(), asof: asofParameter }) },
  responses: answers(pageOf(savedViewSchema), "All views"),
});

const putView = createRoute({
  method: "put",
  path: "/api/v1/views",
  summary: "Keeps a view of a page under a name; one of that name on that page is kept anew",
  request: { body: { required: true, content: { "application/json": { schema: newSavedViewSchema } } } },
  responses: answers(savedViewSchema, "The view"),
});

const deleteView = createRoute({
  method: "delete",
  path: "/api/v1/views/{viewId}",
  summary: "Takes a view away",
  request: { params: z.object({ viewId: idParameter }), query: withdrawalSchema },
  responses: answers(savedViewSchema, "The view, as it was"),
});

/** Adds the routes about views that are kept under names. */
export function addSavedViewRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(getViews, async (context) => {
    const items = await listViews(connection, context.req.valid("query"));
    return context.json({ items, nextCursor: null }, 200);
  });

  api.openapi(putView, async (context) => context.json(await saveView(connection, context.req.valid("json")), 200));

  api.openapi(deleteView, async (context) => {
    const { viewId } = context.req.valid("param");
    const view = await removeView(connection, { viewId, ...context.req.valid("query") });
    return context.json(found(view, `view ${viewId}`), 200);
  });
}
