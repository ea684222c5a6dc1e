import type { RouteConfig } from "@hono/zod-openapi";
import type { z } from "zod";
import type { Api } from "./environment.ts";
import { type JsonSchema, type JsonSchemas, jsonSchemas } from "./jsonSchemas.ts";

const info = {
  title: "Backstory",
  version: "1",
  description: "The durable history of test results. Errors are problem documents with a `code` of the catalogue.",
};
const securitySchemes = { ingestToken: { type: "http", scheme: "bearer", description: "An ingest token of a target" } };

type Content = Readonly<Record<string, { readonly schema?: unknown }>>;
type Answer = { readonly description: string; readonly content?: Content };

/** Adds `/api/v1/openapi.json`, which describes every route declared with a schema. */
export function addOpenApi(api: Api): void {
  let document: string | undefined;
  api.get("/api/v1/openapi.json", (context) => {
    document ??= JSON.stringify(openApiDocument(api));
    return context.body(document, 200, { "Content-Type": "application/json" });
  });
}

/**
 * The OpenAPI 3.1 document of the declared routes. The schemas are made by zod itself: the generator that comes with
 * the routing library does not end on schemas that refer to themselves, as any JSON value does.
 */
export function openApiDocument(api: Api): object {
  const schemas = jsonSchemas();
  const paths: Record<string, Record<string, object>> = {};
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { path, method } = definition.route;
    paths[path] = { ...paths[path], [method]: operationOf(definition.route, schemas) };
  }
  return { openapi: "3.1.0", info, paths, components: { schemas: schemas.components, securitySchemes } };
}

function operationOf(route: RouteConfig, schemas: JsonSchemas): object {
  const body = route.request?.body;
  return {
    summary: route.summary,
    ...(route.security === undefined ? {} : { security: route.security }),
    parameters: [
      ...parametersOf(route.request?.params, "path", schemas),
      ...parametersOf(route.request?.query, "query", schemas),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body.content as Content, "input", schemas) } }),
    responses: Object.fromEntries(
      Object.entries(route.responses as Record<string, Answer>).map(([status, { description, content }]) => [
        status,
        { description, ...(content === undefined ? {} : { content: contentOf(content, "output", schemas) }) },
      ]),
    ),
  };
}

function parametersOf(schema: unknown, place: "path" | "query", schemas: JsonSchemas): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.of(schema as z.ZodType, "input");
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, property]) => ({
    name,
    in: place,
    required: (required as string[]).includes(name),
    schema: property,
  }));
}

function contentOf(content: Content, io: "input" | "output", schemas: JsonSchemas): object {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, { schema: schemas.of(media.schema as z.ZodType, io) }]),
  );
}
