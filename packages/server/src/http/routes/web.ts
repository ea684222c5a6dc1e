import type { Context } from "hono";
import type { Api, AppEnvironment } from "../environment.ts";
import { noSuchAddress } from "../problem.ts";
import type { WebFile, WebFiles } from "../webFiles.ts";

const policy = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Backstory</title>
<h1>Backstory is running, without its pages</h1>
<p>They are not built yet: run <code>npm run build</code> in the repository and start the server again.</p>
<p>The API is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p></html>
`;

/** Adds the web UI: its files, and its one page for every address that is not the API's. */
export function addWebRoutes(api: Api, files: WebFiles): void {
  api.get("*", (context) => {
    const { path } = context.req;
    if (path === "/api" || path.startsWith("/api/")) throw noSuchAddress(context);
    const file = files.get(path);
    if (file !== undefined) return answerFile(context, file);
    if (/\.[a-z0-9]{1,12}$/i.test(path) && path.startsWith("/assets/")) throw noSuchAddress(context);
    const page = files.get("/index.html");
    if (page !== undefined) return answerFile(context, page);
    return context.html(notBuilt, 503, { "Content-Security-Policy": policy });
  });
}

function answerFile(context: Context<AppEnvironment>, file: WebFile): Response {
  const headers = {
    ETag: file.etag,
    Vary: "Accept-Encoding",
    "Cache-Control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    "Content-Security-Policy": policy,
  };
  if (context.req.header("if-none-match") === file.etag) return context.body(null, 304, headers);
  const gzipped = /\bgzip\b/.test(context.req.header("accept-encoding") ?? "") ? file.gzipped : undefined;
  return context.body(gzipped ?? file.body, 200, {
    ...headers,
    "Content-Type": file.type,
    ...(gzipped === undefined ? {} : { "Content-Encoding": "gzip" }),
  });
}
