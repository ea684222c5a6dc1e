import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { AppEnvironment } from "./environment.ts";

/** Gives each request an id, which its answer and its lines in the log bear, and logs how it ended. */
export function requests(logger: Logger): MiddlewareHandler<AppEnvironment> {
  const start = Date.now().toString(36);
  let number = 0;
  return async (context, next) => {
    const requestId = `${start}-${(number++).toString(36)}`;
    context.set("requestId", requestId);
    const startedAt = performance.now();
    await next();
    context.res.headers.set("X-Request-Id", requestId);
    if (!logger.isLevelEnabled("info")) return;
    const durationMs = Math.round(performance.now() - startedAt);
    const { method, path } = context.req;
    logger.info({ requestId, method, path, status: context.res.status, durationMs }, "answered");
  };
}
