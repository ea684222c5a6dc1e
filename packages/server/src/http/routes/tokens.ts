import { newTokenSchema, pageOf, slug, tokenSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { createToken, listTokens, regenerateToken, revokeToken } from "../../store/facts/tokens.ts";
import { answers, orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { idParameter, optionalSlug } from "../parameters.ts";

const ofToken = z.object({ tokenId: idParameter });
const newToken = { content: { "application/json": { schema: newTokenSchema } } };

const postToken = createRoute({
  method: "post",
  path: "/api/v1/tokens",
  summary: "Makes an ingest token of a target; its secret is shown here and never again",
  request: {
    body: {
      required: true,
      content: {
        "application/json": { schema: z.object({ project: slug, target: slug, name: z.string().min(1).max(100) }) },
      },
    },
  },
  responses: { 201: { description: "The token with its secret", ...newToken }, ...orProblem },
});

const getTokens = createRoute({
  method: "get",
  path: "/api/v1/tokens",
  summary: "Ingest tokens by their first characters, revoked ones too",
  request: { query: z.object({ project: optionalSlug, target: optionalSlug }) },
  responses: answers(pageOf(tokenSchema), "Tokens"),
});

const postRegenerate = createRoute({
  method: "post",
  path: "/api/v1/tokens/{tokenId}/regenerate",
  summary: "Gives a token a new secret; the old one stops working",
  request: { params: ofToken },
  responses: { 200: { description: "The token with its new secret", ...newToken }, ...orProblem },
});

const deleteToken = createRoute({
  method: "delete",
  path: "/api/v1/tokens/{tokenId}",
  summary: "Revokes a token",
  request: { params: ofToken },
  responses: answers(tokenSchema, "The token, revoked"),
});

/** Adds the routes about ingest tokens. */
export function addTokenRoutes(api: Api, { store: { connection }, scopes }: Services): void {
  api.openapi(postToken, async (context) => {
    const token = await createToken(connection, context.req.valid("json"));
    scopes.forget();
    return context.json(token, 201);
  });

  api.openapi(getTokens, async (context) => {
    const items = await listTokens(connection, context.req.valid("query"));
    return context.json({ items, nextCursor: null }, 200);
  });

  api.openapi(postRegenerate, async (context) => {
    const { tokenId } = context.req.valid("param");
    const token = found(await regenerateToken(connection, { tokenId }), `token ${tokenId}`);
    scopes.forget();
    return context.json(token, 200);
  });

  api.openapi(deleteToken, async (context) => {
    const { tokenId } = context.req.valid("param");
    const token = found(await revokeToken(connection, { tokenId }), `token ${tokenId}`);
    scopes.forget();
    return context.json(token, 200);
  });
}
