import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import type { AppEnvironment } from "./environment.ts";

const gzipAsync = promisify(gzip);
const worthItFrom = 8_192;

/** Compresses large JSON answers to GET for clients that say they take gzip. */
export const gzipJson: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  await next();
  if (
    context.req.method !== "GET" ||
    !isJson(context.res.headers) ||
    !takesGzip(context.req.header("accept-encoding"))
  ) {
    return;
  }
  const { status, headers } = context.res;
  const body = Buffer.from(await context.res.arrayBuffer());
  const compressed = body.length >= worthItFrom ? await gzipAsync(body, { level: 4 }) : undefined;
  context.res = new Response(new Uint8Array(compressed ?? body), { status, headers });
  context.res.headers.append("Vary", "Accept-Encoding");
  if (compressed !== undefined) context.res.headers.set("Content-Encoding", "gzip");
};

function isJson(headers: Headers): boolean {
  return headers.get("content-type")?.startsWith("application/json") === true && !headers.has("content-encoding");
}

function takesGzip(accepted: string | undefined): boolean {
  return accepted !== undefined && /(?:^|[\s,])(?:gzip|\*)(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/i.test(accepted);
}
