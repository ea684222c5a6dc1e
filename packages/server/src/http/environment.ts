import type { HttpBindings } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Logger } from "pino";
import type { ByteBudget } from "../ingest/byteBudget.ts";
import type { PartLimits } from "../ingest/limits.ts";
import type { Blobs } from "../store/blobs.ts";
import type { Store } from "../store/store.ts";
import type { IngestScopes } from "./ingestScopes.ts";
import type { LiveHub } from "./liveHub.ts";

/** What Hono carries through a request. */
export interface AppEnvironment {
  Bindings: HttpBindings;
  Variables: { requestId: string };
}

/** What the routes work with. */
export interface Services {
  readonly store: Store;
  readonly blobs: Blobs;
  /** Where the log is, and the engine when it runs inside this process. */
  readonly dataDirectory: string;
  readonly live: LiveHub;
  readonly scopes: IngestScopes;
  readonly logger: Logger;
  readonly limits: PartLimits;
  readonly budget: ByteBudget;
  readonly now: () => Date;
}

/** The application that routes are added to. */
export type Api = OpenAPIHono<AppEnvironment>;
