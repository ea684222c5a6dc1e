import type { Api } from "./environment.ts";

const info = {
  title: "Backstory",
  version: "1",
  description:
    "The durable history of test results. Errors are problem documents (RFC 9457) with a `code` of the catalogue.",
};

/** Adds `/api/v1/openapi.json`, which describes every route declared before it. */
export function addOpenApi(api: Api): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "ingestToken", { type: "http", scheme: "bearer" });
  let document: string | undefined;
  api.get("/api/v1/openapi.json", (context) => {
    document ??= JSON.stringify(api.getOpenAPI31Document({ openapi: "3.1.0", info }));
    return context.body(document, 200, { "Content-Type": "application/json" });
  });
}
