import { BackstoryError } from "@backstory/model";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppEnvironment } from "./environment.ts";

/** More than the longest statement or view takes, however it is escaped. */
const maxJsonBytes = 4 * 1_048_576;

const limit = bodyLimit({
  maxSize: maxJsonBytes,
  onError() {
    throw new BackstoryError("body-too-large", `JSON here has at most ${maxJsonBytes / 1_048_576} MiB.`);
  },
});

/** Refuses JSON that is larger than any question here, before it is held in memory. Parts and files bound themselves. */
export const jsonLimit: MiddlewareHandler<AppEnvironment> = (context, next) => {
  const isQuestion = /^\/api\/v1\/(?!submissions\/|attachments\/)/.test(context.req.path);
  return isQuestion && /json/i.test(context.req.header("content-type") ?? "") ? limit(context, next) : next();
};
