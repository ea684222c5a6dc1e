import type { MiddlewareHandler } from "hono";
import type { AppEnvironment } from "./environment.ts";

/** Headers that every answer bears: no sniffing of types, no frames, no referrer; lists are not kept by browsers. */
export const securityHeaders: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (!headers.has("Content-Security-Policy")) {
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
};
